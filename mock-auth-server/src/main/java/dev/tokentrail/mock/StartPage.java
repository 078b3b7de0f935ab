package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.page.Html;
import dev.tokentrail.mock.page.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The page at {@code /}: every path and every demo credential, as HTML for a browser and as JSON for the rest. */
final class StartPage {

    /** Shows what an application would receive; the links of the start page lead here. */
    static final String CALLBACK = "/_mock/callback";

    private static final String TITLE = "Mock authorization server";

    private final Services services;
    private final List<String> control;

    /**
     * Creates the page.
     *
     * @param services the services that run
     * @param control the paths of the control
     */
    StartPage(Services services, List<String> control) {
        this.services = services;
        this.control = control;
    }

    Answer answer(Request request) {
        boolean browser = String.join(",", request.headerValues("Accept")).contains("text/html");
        return browser ? html(request).answer(200) : json(request).with("Cache-Control", "no-store");
    }

    private Answer json(Request request) {
        List<Map<String, Object>> known = services.all().stream()
                .map(service -> Members.of(
                        "name", service.name(),
                        "base", request.origin() + service.base(),
                        "paths", paths(service),
                        "credentials", service.credentials()))
                .toList();
        return Answer.json(200, Members.of("services", known, "control", control));
    }

    private Page html(Request request) {
        List<Service> known = services.all();
        Html main = Html.of(
                """
                <h1>{}</h1>
                <p>It emulates token services, strictly: what the real one refuses, it refuses. For tests only.</p>
                <nav aria-label="Services"><ul class="row">{}<li><a href="#control">Control</a></li></ul></nav>
                {}
                <section id="control" aria-labelledby="control-title">
                <h2 id="control-title">Control</h2>
                <p>For callers on the same machine: the clock, faults, the journal of what came in.</p>
                {}
                </section>
                """,
                TITLE,
                each(known, service -> Html.of("<li><a href=\"#{}\">{}</a></li>\n", service.name(), service.title())),
                each(known, service -> section(request, service)),
                lines(control));
        return new Page(TITLE, "Tokentrail", main, true);
    }

    private static Html section(Request request, Service service) {
        String base = request.origin() + service.base();
        return Html.of(
                """
                <section id="{}" aria-labelledby="{}-title">
                <h2 id="{}-title">{}</h2>
                <p>Base <code>{}</code></p>
                {}<h3>Demo credentials</h3>
                {}
                <details><summary>Paths of {}</summary>
                {}</details>
                </section>
                """,
                service.name(),
                service.name(),
                service.name(),
                service.title(),
                base,
                service.trial(request.origin(), request.origin() + CALLBACK)
                        .map(uri -> Html.of(
                                "<p><a href=\"{}\">Try an authorization request of {}</a></p>\n", uri, service.title()))
                        .orElse(Html.NONE),
                lines(service.credentials()),
                service.title(),
                lines(paths(service)));
    }

    /** What an application would receive at its redirect URI. */
    static Answer callback(Request request) {
        Html received = Html.join(request.query().entries().stream()
                .map(parameter -> Html.of(
                        "<div><dt>{}</dt><dd><code>{}</code></dd></div>\n", parameter.getKey(), parameter.getValue()))
                .toList());
        Html main = Html.of(
                """
                <h1>Back at the application</h1>
                <p>{}</p>
                <dl>{}</dl>
                <p><a href="../">All services</a></p>
                """,
                request.query().has("error")
                        ? "The request was refused. This is what the application is told:"
                        : "This is what the application receives. It would now trade the code for a token.",
                received);
        return new Page("Back at the application", "Tokentrail", main).answer(200);
    }

    private static Html lines(List<String> lines) {
        return Html.of("<ul>{}</ul>", each(lines, line -> Html.of("<li><code>{}</code></li>\n", line)));
    }

    private static <T> Html each(Collection<T> values, Function<T, Html> markup) {
        return Html.join(values.stream().map(markup).toList());
    }

    private static List<String> paths(Service service) {
        List<String> paths = new ArrayList<>();
        new TreeMap<>(service.mounts())
                .forEach((mount, endpoints) ->
                        endpoints.listing().forEach(line -> paths.add(line.replaceFirst(" (?=/|$)", " " + mount))));
        return paths;
    }
}
