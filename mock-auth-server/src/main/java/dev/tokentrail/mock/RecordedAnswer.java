package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Header;
import dev.tokentrail.mock.masking.Masking;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer as the emulator gave it, without the lines about date, length and connection that every answer gets.
 *
 * <p>The accessors give everything in clear, because tests compare it. {@link #toString} shows only what is known to be
 * harmless.
 */
public final class RecordedAnswer {

    private final Answer answer;
    private final Instant leftAt;

    RecordedAnswer(Answer answer, Instant leftAt) {
        this.answer = answer;
        this.leftAt = leftAt;
    }

    /**
     * The status.
     *
     * @return the HTTP status, such as 200
     */
    public int status() {
        return answer.status();
    }

    /**
     * The header lines in their order, repetitions kept.
     *
     * @return names and values
     */
    public List<Map.Entry<String, String>> headers() {
        return answer.headers().stream()
                .map(header -> Map.entry(header.name(), header.value()))
                .toList();
    }

    /**
     * The value of a header line, the first of several.
     *
     * @param name its name in any case
     * @return the value, empty if there is none
     */
    public Optional<String> header(String name) {
        return answer.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /**
     * The raw body.
     *
     * @return the bytes, none if there was no body
     */
    public byte[] body() {
        return answer.body();
    }

    /**
     * The body read as UTF-8.
     *
     * @return the text
     */
    public String bodyText() {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /**
     * When its first byte was about to leave, on the emulator's clock.
     *
     * @return the time
     */
    public Instant leftAt() {
        return leftAt;
    }

    /** Status, masked headers and masked body; safe to log. */
    @Override
    public String toString() {
        return Masking.text(answer);
    }
}
