package dev.tokentrail.mock.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer as it will be sent. */
public final class Answer {

    private static final List<Header> JSON = List.of(new Header("Content-Type", "application/json"));
    private static final List<Header> NOT_STORED =
            List.of(new Header("Cache-Control", "no-store"), new Header("Pragma", "no-cache"));

    private final int status;
    private final List<Header> headers;
    private final byte[] body;
    private final Runnable leaving;
    private final Delivery delivery;
    private final @Nullable RefreshUse refreshUse;

    private Answer(
            int status,
            List<Header> headers,
            byte[] body,
            Runnable leaving,
            Delivery delivery,
            @Nullable RefreshUse refreshUse) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.leaving = leaving;
        this.delivery = delivery;
        this.refreshUse = refreshUse;
    }

    public static Answer of(int status) {
        return bytes(status, new byte[0]);
    }

    /** Answers a body whose content type, if any, is added as a header. */
    public static Answer bytes(int status, byte[] body) {
        return new Answer(status, List.of(), body, () -> {}, Delivery.AT_ONCE, null);
    }

    public static Answer text(int status, String contentType, String body) {
        return bytes(status, body.getBytes(StandardCharsets.UTF_8)).with("Content-Type", contentType);
    }

    public static Answer json(int status, Map<String, ?> members) {
        return new Answer(status, JSON, Json.bytes(members), () -> {}, Delivery.AT_ONCE, null);
    }

    public static Answer redirect(int status, String location) {
        return of(status).with("Location", location);
    }

    /** The same answer with one more header line. */
    public Answer with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Answer(status, more, body, leaving, delivery, refreshUse);
    }

    /** The same answer with another status. */
    public Answer withStatus(int other) {
        return new Answer(other, headers, body, leaving, delivery, refreshUse);
    }

    /** The same answer without the header lines of a name. */
    public Answer without(String name) {
        return new Answer(
                status,
                headers.stream()
                        .filter(header -> !header.name().equalsIgnoreCase(name))
                        .toList(),
                body,
                leaving,
                delivery,
                refreshUse);
    }

    /** The same answer with another body. */
    public Answer withBody(byte[] other) {
        return new Answer(status, headers, other, leaving, delivery, refreshUse);
    }

    /** The same answer, sent in another way. */
    public Answer delivered(Delivery how) {
        return new Answer(status, headers, body, leaving, how, refreshUse);
    }

    /** The same answer, which tells when it is about to leave: after every wait, before its first byte. */
    public Answer whenLeaving(Runnable listener) {
        return new Answer(status, headers, body, listener, delivery, refreshUse);
    }

    /** The same answer, with what the service made of the refresh token; null if it made nothing of it. */
    public Answer about(@Nullable RefreshUse use) {
        return new Answer(status, headers, body, leaving, delivery, use);
    }

    /** What the service made of the refresh token, if it rotates and had got so far. */
    public Optional<RefreshUse> refreshUse() {
        return Optional.ofNullable(refreshUse);
    }

    /** Says that the answer is about to leave, or that it never will. */
    public void leave() {
        leaving.run();
    }

    /** The same answer with the headers that RFC 6749 section 5.1 asks for beside a token. */
    public Answer notStored() {
        List<Header> more = new ArrayList<>(headers);
        more.addAll(NOT_STORED);
        return new Answer(status, more, body, leaving, delivery, refreshUse);
    }

    public int status() {
        return status;
    }

    public List<Header> headers() {
        return headers;
    }

    public Delivery delivery() {
        return delivery;
    }

    public int bodySize() {
        return body.length;
    }

    public byte[] body() {
        return body.clone();
    }
}
