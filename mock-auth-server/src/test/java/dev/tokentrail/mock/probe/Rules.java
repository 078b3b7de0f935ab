package dev.tokentrail.mock.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** What holds for every single answer of every probe. */
final class Rules {

    private Rules() {}

    /** Checks the answer to a call that was sent and answered between two moments of the emulator's clock. */
    static void check(Call call, Reply reply, Instant sent, Instant answered) {
        String what = call.method() + " to " + call.subject().title() + ": " + reply;
        assertThat(reply.status()).as(what).isLessThan(500);
        assertThat(reply.has("Transfer-Encoding")).as(what).isFalse();
        assertThat(reply.has("Content-Length")).as(what).isEqualTo(reply.status() != 204);
        assertThat(reply.has("Server")).as(what).isFalse();
        assertThat(reply.headers())
                .as(what)
                .noneMatch(header ->
                        header.getKey().toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
        assertThat(ZonedDateTime.parse(reply.header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant())
                .as(what)
                .isBetween(sent.truncatedTo(ChronoUnit.SECONDS), answered);
        if (reply.body().startsWith("{")) {
            assertThat(reply.header("Content-Type")).as(what).isEqualTo("application/json");
        }
        if (reply.has("Location")) {
            assertThat(URI.create(reply.header("Location")).getHost())
                    .as(what)
                    .isIn("localhost", "127.0.0.1", "[::1]", "app.example", "client.example.com");
        }
        if (reply.status() == 401) {
            assertThat(reply.header("WWW-Authenticate"))
                    .as("RFC 9110 section 15.5.2: " + what)
                    .isNotEmpty();
        }
        if (reply.status() == 405) {
            assertThat(reply.header("Allow"))
                    .as("RFC 9110 section 15.5.6: " + what)
                    .isNotEmpty();
        }
        if (reply.status() < 400
                && (reply.said().endsWith(" token") || reply.said().endsWith(" code"))) {
            assertThat(reply.header("Cache-Control"))
                    .as("RFC 6749 section 5.1: " + what)
                    .isEqualTo("no-store");
        } else {
            assertThat(call.secrets()).as(what).noneMatch(secret -> reply.body().contains(secret));
        }
    }
}
