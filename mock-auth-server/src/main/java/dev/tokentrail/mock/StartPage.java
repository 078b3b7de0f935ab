package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The page at {@code /}: every path and every demo credential, as HTML for a browser and as JSON for the rest. */
final class StartPage {

    private static final List<String> CONTROL = List.of(
            "GET /_mock/health",
            "GET DELETE /_mock/requests",
            "POST /_mock/clock",
            "POST /_mock/faults",
            "POST /_mock/reset",
            "POST /_mock/assertions",
            "GET POST /_mock/namespaces",
            "GET DELETE /_mock/namespaces/NAME");

    private StartPage() {}

    static Answer answer(Request request, Emulator emulator) {
        boolean browser = String.join(",", request.headerValues("Accept")).contains("text/html");
        return (browser ? html(request, emulator) : json(request, emulator)).with("Cache-Control", "no-store");
    }

    private static Answer json(Request request, Emulator emulator) {
        List<Map<String, Object>> services = emulator.services().all().stream()
                .map(service -> Members.of(
                        "name", service.name(),
                        "base", request.origin() + service.base(),
                        "paths", paths(service),
                        "credentials", service.credentials()))
                .toList();
        return Answer.json(200, Members.of("services", services, "control", CONTROL));
    }

    private static Answer html(Request request, Emulator emulator) {
        StringBuilder page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<title>Mock authorization server</title>"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
                + "code{overflow-wrap:anywhere}</style></head><body><main>"
                + "<h1>Mock authorization server</h1><p>For tests only: every secret on this page is public.</p>");
        for (Service service : emulator.services().all()) {
            page.append("<h2>").append(escape(service.name())).append("</h2><p>Base <code>");
            page.append(escape(request.origin() + service.base())).append("</code></p>");
            list(page, "Demo credentials", service.credentials());
            list(page, "Paths", paths(service));
        }
        page.append("<h2>Control</h2>");
        list(page, "Paths", CONTROL);
        page.append("</main></body></html>\n");
        return Answer.text(200, "text/html;charset=utf-8", page.toString())
                .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .with("X-Content-Type-Options", "nosniff");
    }

    private static void list(StringBuilder page, String title, List<String> lines) {
        page.append("<h3>").append(escape(title)).append("</h3><ul>");
        lines.forEach(line -> page.append("<li><code>").append(escape(line)).append("</code></li>"));
        page.append("</ul>");
    }

    private static List<String> paths(Service service) {
        List<String> paths = new ArrayList<>();
        new TreeMap<>(service.mounts())
                .forEach((mount, endpoints) ->
                        endpoints.listing().forEach(line -> paths.add(line.replaceFirst(" (?=/|$)", " " + mount))));
        return paths;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
