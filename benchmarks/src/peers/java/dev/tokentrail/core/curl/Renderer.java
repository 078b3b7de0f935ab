package dev.tokentrail.core.curl;

import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.WireRequest;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Who writes a request down as a cURL command.
 *
 * @param name with its version, for the table
 * @param exactly makes the request in the library's own terms, and gives what writes the command that sends it
 * @param byDefault the same for the command that the library shows if nothing is said
 */
record Renderer(String name, Preparation exactly, Preparation byDefault) {

    /** Makes the request once; the rendering may be called often. */
    @FunctionalInterface
    interface Preparation {
        Callable<String> prepare(WireRequest request) throws Exception;
    }

    static List<Renderer> all() {
        return List.of(
                new Renderer(
                        "Tokentrail",
                        request -> () -> CurlCommand.of(request).revealSecrets(),
                        request -> () -> CurlCommand.of(request).toString()),
                same("OkHttp `toCurl`", OkHttpRenderers::toCurl),
                same("Ok2Curl", OkHttpRenderers::ok2Curl),
                new Renderer(
                        "Logbook `CurlHttpLogFormatter`", LogbookRenderer::formatted, LogbookRenderer::loggedByDefault),
                same("curl-logger", CurlLoggerRenderer::generated));
    }

    private static Renderer same(String name, Preparation preparation) {
        return new Renderer(name, preparation, preparation);
    }

    static String headerOf(WireRequest request, String name) {
        return request.headers().stream()
                .filter(header -> header.isNamed(name))
                .map(Header::value)
                .findFirst()
                .orElse(null);
    }
}
