package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.curl.CurlDialectException;
import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireRequestBuilder;
import dev.tokentrail.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request to show as a command.
 *
 * @param request the request
 * @param expected what curl has to send
 */
record CurlCase(WireRequest request, CurlArguments.Sent expected) {

    private static final String ORIGIN = "http://api.example:8080";

    /** The input is method and target, header lines and the body; empty if no such request can be made. */
    static Optional<CurlCase> of(byte[] bytes) {
        Input input = Input.of(bytes);
        int blank = input.start().indexOf(' ');
        WireRequest request;
        try {
            WireRequestBuilder builder = WireRequest.method(
                            input.start().substring(0, Math.max(0, blank)), ORIGIN + "/")
                    .target(input.start().substring(blank + 1))
                    .service("TEST")
                    .exactly();
            for (Header header : input.headers()) {
                builder.header(header.name(), header.value());
            }
            request = input.hasBody()
                    ? builder.body(new Body.Raw(input.body(), null)).build()
                    : builder.build();
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        for (Header header : request.headers()) {
            lines.add(bytes(header.name() + ":" + (header.value().isEmpty() ? "" : " " + header.value())));
        }
        String body = input.hasBody() ? new String(input.body(), StandardCharsets.ISO_8859_1) : null;
        return Optional.of(new CurlCase(
                request, new CurlArguments.Sent(request.method(), ORIGIN, bytes(request.target()), lines, body)));
    }

    /** One of so many ways to show the request: a command takes a millisecond, and Jazzer tries many inputs. */
    static int choice(byte[] input, int ways) {
        return Math.floorMod(Arrays.hashCode(input), ways);
    }

    /** The bytes of a text, one per character. */
    static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The variables of a command by name, as bytes. */
    static Map<String, String> bytesOf(Map<String, Secret> variables) {
        Map<String, String> values = new HashMap<>();
        variables.forEach((name, secret) -> values.put(name, bytes(secret.reveal())));
        return values;
    }

    /** The text in one way; null if the dialect refuses the request with a reason. */
    static @Nullable String text(CurlCommand command, Function<CurlCommand, String> way) {
        try {
            String text = way.apply(command);
            assertThat(text.codePoints())
                    .noneMatch(c -> c != '\n'
                            && (Character.isISOControl(c)
                                    || Character.getType(c) == Character.FORMAT
                                    || Character.getType(c) == Character.LINE_SEPARATOR
                                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR));
            return text;
        } catch (CurlDialectException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            assertThat(command.toString()).isNotBlank();
            return null;
        }
    }

    /** Compares, after curl's own reading of its arguments. */
    void isSentBy(List<String> arguments, Function<String, String> files) {
        assertThat(CurlArguments.sent(arguments, files)).isEqualTo(expected);
    }
}
