package dev.tokentrail.demo.web.trail;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.curl.CurlDialectException;
import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireRequestBuilder;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.demo.trail.TrailEntry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One call of the trail as the texts that a page shows: nothing in them moves, hides or, unless revealed, is secret. */
final class CallTexts {

    private final TrailEntry.Call call;
    private final SessionSecrets secrets;
    private final boolean revealed;

    /**
     * Takes a call.
     *
     * @param call the call
     * @param secrets what is known of its session
     * @param revealed whether secrets stand in clear; the caller has made sure that they may
     */
    CallTexts(TrailEntry.Call call, SessionSecrets secrets, boolean revealed) {
        this.call = call;
        this.secrets = secrets;
        this.revealed = revealed;
    }

    /** Method and address. */
    String title() {
        WireRequest request = request();
        return VisibleText.line(request.method() + " " + shown(request.url()));
    }

    /** Method and path, without host, the visitor's prefix at the emulator, and query. */
    String shortTitle() {
        WireRequest request = request();
        String path = request.target().replaceFirst("(?s)\\?.*", "").replaceFirst("/_ns/[^/]+(?=/)", "");
        return VisibleText.line(request.method() + " " + shown(path));
    }

    /** The status with its phrase, or that there was no answer. */
    String status() {
        return call.exchange()
                .response()
                .map(response -> (response.status() + " " + StatusPhrase.of(response.status())).strip())
                .orElse("no answer");
    }

    /** Whether there was an answer. */
    boolean answered() {
        return call.exchange().response().isPresent();
    }

    /** The time the call took. */
    String duration() {
        return duration(call.exchange().duration());
    }

    /** A time as people say it: {@code 0.4 ms}, {@code 12 ms}, {@code 1.3 s}. */
    static String duration(Duration duration) {
        double milliseconds = duration.toNanos() / 1_000_000.0;
        if (milliseconds < 1) {
            return String.format(Locale.ROOT, "%.1f ms", milliseconds);
        }
        return milliseconds < 1_000
                ? Math.round(milliseconds) + " ms"
                : String.format(Locale.ROOT, "%.1f s", milliseconds / 1_000);
    }

    /** The request as it went out. */
    String rawRequest() {
        WireRequest request = request();
        StringBuilder text = new StringBuilder();
        text.append(request.method())
                .append(' ')
                .append(shown(request.target()))
                .append(" HTTP/1.1\nHost: ")
                .append(URI.create(request.origin()).getRawAuthority())
                .append('\n');
        byte[] body = request.body().bytes();
        if (!(request.body() instanceof Body.None)) {
            text.append("Content-Length: ").append(body.length).append('\n');
        }
        request.headers().forEach(header -> append(text, header));
        if (body.length > 0) {
            text.append('\n').append(shown(new String(body, StandardCharsets.UTF_8)));
        }
        return VisibleText.cut(text.toString());
    }

    /** The answer as it came, or what became of the connection. */
    String rawResponse() {
        WireResponse response = call.exchange().response().orElse(null);
        if (response == null) {
            return VisibleText.cut("No answer: " + secrets.masked(call.exchange()));
        }
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status() + "\n");
        response.headers().forEach(header -> append(text, header));
        String body = response.text();
        if (!body.isEmpty()) {
            text.append('\n').append(shown(body));
        }
        return VisibleText.cut(text.toString());
    }

    private void append(StringBuilder text, Header header) {
        text.append(header.name())
                .append(": ")
                .append(revealed ? header.value() : secrets.masked(header))
                .append('\n');
    }

    private String shown(String text) {
        return revealed ? text : secrets.masked(text);
    }

    /**
     * The request as a cURL command.
     *
     * @param choice how; secrets that may not be revealed are masked
     * @return the command, or a comment with the reason why there is none
     */
    String curl(CurlChoice choice) {
        CurlCommand command = command(choice);
        try {
            return choice.secrets() == CurlChoice.Secrets.REVEALED && revealed
                    ? command.revealSecrets()
                    : command.text();
        } catch (CurlDialectException refused) {
            return command.toString();
        }
    }

    /** The names of the variables in the command. */
    List<String> variables(CurlChoice choice) {
        try {
            return List.copyOf(command(choice).variables().keySet());
        } catch (CurlDialectException refused) {
            return List.of();
        }
    }

    private CurlCommand command(CurlChoice choice) {
        CurlCommand command =
                CurlCommand.of(knowing(request(), secrets)).in(choice.language().dialect());
        CurlCommand laid = choice.oneLine() ? command.onOneLine() : command;
        return choice.secrets() == CurlChoice.Secrets.VARIABLES ? laid.withVariables() : laid;
    }

    /** The request with every secret of the session that stands in it declared, also one that its maker did not know. */
    static WireRequest knowing(WireRequest request, SessionSecrets secrets) {
        WireRequestBuilder builder = request.newBuilder();
        String whole = request.url() + "\n"
                + request.headers().stream().map(Header::value).toList() + "\n"
                + new String(request.body().bytes(), StandardCharsets.UTF_8);
        secrets.telling().stream()
                .filter(secret -> whole.contains(secret.reveal()))
                .forEach(builder::secret);
        return builder.build();
    }

    private WireRequest request() {
        return call.exchange().request();
    }
}
