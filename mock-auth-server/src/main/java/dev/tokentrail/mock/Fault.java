package dev.tokentrail.mock;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Something that goes wrong on purpose: what happens, and which calls it meets. By default it meets the next call that it can
 * happen to, once.
 *
 * <pre>{@code
 * mock.goTo().plan(Fault.answerLost().grant("refresh_token"));
 * mock.plan(Fault.status(503, "{}").times(3), Fault.delay(Duration.ofSeconds(2)).skip(5).chance(0.1).forever());
 * }</pre>
 *
 * <p>It is a value and has one form in JSON, which the configuration file and {@code POST /_mock/faults} read too; the module's
 * README lists every fault. Whether it makes sense is checked when it is planned.
 */
public final class Fault {

    private final Map<String, Object> members;

    private Fault(Map<String, Object> members) {
        this.members = members;
    }

    private static Fault named(String name) {
        return new Fault(Map.of("fault", name));
    }

    private Fault with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, Objects.requireNonNull(value, name));
        return new Fault(more);
    }

    /** The members of its JSON form. */
    Map<String, Object> members() {
        return members;
    }

    /**
     * Answers in place of the service.
     *
     * @param status from 200 to 599
     * @param body sent as {@code application/json}
     * @return the fault
     */
    public static Fault status(int status, String body) {
        return named("status").with("status", status).with("body", body);
    }

    /**
     * Answers in place of the service.
     *
     * @param status from 200 to 599
     * @param headers headers, {@code Content-Type} among them if it is not {@code application/json}; nothing about the length
     * @param body the body
     * @return the fault
     */
    public static Fault status(int status, Map<String, String> headers, String body) {
        return status(status, body).with("headers", Map.copyOf(headers));
    }

    /** The same without a content type, unless the headers have one. */
    static Fault exactly(int status, Map<String, String> headers, String body) {
        Map<String, String> all = new LinkedHashMap<>();
        if (headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            all.put("Content-Type", "");
        }
        all.putAll(headers);
        return status(status, body).with("headers", all);
    }

    /**
     * Answers with the HTML page of a proxy that does not reach the service.
     *
     * @param status from 500 to 599; 502 and 503 have the words that proxies use
     * @return the fault
     */
    public static Fault htmlError(int status) {
        return named("html-error").with("status", status);
    }

    /**
     * Answers 429 with {@code Retry-After} in seconds.
     *
     * @param seconds from 0 to 86,400
     * @return the fault
     */
    public static Fault tooManyRequests(int seconds) {
        return named("too-many-requests").with("seconds", seconds);
    }

    /**
     * Answers 429 with {@code Retry-After} as a date, so many seconds from now on the emulator's clock.
     *
     * @param seconds from 0 to 86,400
     * @return the fault
     */
    public static Fault tooManyRequestsUntil(int seconds) {
        return tooManyRequests(seconds).with("date", true);
    }

    /**
     * Answers an error with status 200, in the shape of the service.
     *
     * @param error the code, such as {@code invalid_grant}
     * @return the fault
     */
    public static Fault okWithError(String error) {
        return named("ok-with-error").with("error", error);
    }

    /**
     * Answers 400 with an error that repeats target, credentials and body of the request in clear.
     *
     * @return the fault
     */
    public static Fault secretEchoed() {
        return named("secret-echoed");
    }

    /**
     * Lets the service process the request and sends its answer late.
     *
     * @param time real time, at most ten minutes
     * @return the fault
     */
    public static Fault delay(Duration time) {
        return named("delay").with("for", time.toString());
    }

    /**
     * Processes nothing and answers nothing, then closes the connection.
     *
     * @param time real time until then, at most ten minutes
     * @return the fault
     */
    public static Fault hang(Duration time) {
        return named("hang").with("for", time.toString());
    }

    /**
     * Closes the connection before the request is processed.
     *
     * @return the fault
     */
    public static Fault droppedBeforeProcessing() {
        return named("dropped-before-processing");
    }

    /**
     * Lets the service process the request, a rotation included, and closes the connection without an answer.
     *
     * @return the fault
     */
    public static Fault answerLost() {
        return named("answer-lost");
    }

    /**
     * Lets the service process the request, sends the head and half of the body, and closes the connection.
     *
     * @return the fault
     */
    public static Fault droppedInBody() {
        return named("dropped-in-body");
    }

    /**
     * Makes a dropped connection end by a reset and not by an orderly close.
     *
     * @return {@link #droppedBeforeProcessing} or {@link #answerLost}, with a reset
     */
    public Fault byReset() {
        return with("reset", true);
    }

    /**
     * Sends the body of the service's answer in small pieces.
     *
     * @param bytes size of a piece
     * @param every real time between two pieces, at most ten minutes
     * @return the fault
     */
    public static Fault slowDrip(int bytes, Duration every) {
        return named("slow-drip").with("bytes", bytes).with("every", every.toString());
    }

    /**
     * Sends the service's answer under another content type.
     *
     * @param contentType for example {@code text/html}
     * @return the fault
     */
    public static Fault wrongContentType(String contentType) {
        return named("wrong-content-type").with("contentType", contentType);
    }

    /**
     * Sends half of the service's JSON, with a length that is right for the half.
     *
     * @return the fault
     */
    public static Fault truncatedJson() {
        return named("truncated-json");
    }

    /**
     * Adds a member to the token answer that makes the body so long.
     *
     * @param bytes length of the body, at most 16,777,216
     * @return the fault
     */
    public static Fault hugeBody(int bytes) {
        return named("huge-body").with("bytes", bytes);
    }

    /**
     * Leaves {@code expires_in} out of the token answer.
     *
     * @return the fault
     */
    public static Fault expiryMissing() {
        return named("expiry-missing");
    }

    /**
     * Says {@code "expires_in": 0}.
     *
     * @return the fault
     */
    public static Fault expiryZero() {
        return named("expiry-zero");
    }

    /**
     * Says {@code "expires_in": -1}.
     *
     * @return the fault
     */
    public static Fault expiryNegative() {
        return named("expiry-negative");
    }

    /**
     * Says {@code "expires_in": "3600"}, a text.
     *
     * @return the fault
     */
    public static Fault expiryText() {
        return named("expiry-text");
    }

    /**
     * Says in {@code expires_in} the moment of the end, an hour from now in seconds since 1970.
     *
     * @return the fault
     */
    public static Fault expiryAbsolute() {
        return named("expiry-absolute");
    }

    /**
     * Says {@code "expires_in": 9223372036854775807}.
     *
     * @return the fault
     */
    public static Fault expiryHuge() {
        return named("expiry-huge");
    }

    /**
     * Leaves {@code token_type} out of the token answer.
     *
     * @return the fault
     */
    public static Fault withoutTokenType() {
        return named("without-token-type");
    }

    /**
     * Leaves the refresh token out of the token answer; a rotation has happened all the same.
     *
     * @return the fault
     */
    public static Fault withoutRefreshToken() {
        return named("without-refresh-token");
    }

    /**
     * Issues an access token whose life is over, though the answer does not say so.
     *
     * @return the fault
     */
    public static Fault expiredOnArrival() {
        return named("expired-on-arrival");
    }

    /**
     * Puts another {@code iss} into the JWTs of the token answer, rightly signed, or another {@code issuer} into the metadata.
     *
     * @param issuer the other issuer
     * @return the fault
     */
    public static Fault wrongIssuer(String issuer) {
        return named("wrong-issuer").with("issuer", issuer);
    }

    /**
     * Signs the JWTs of the token answer under a {@code kid} that the key set does not have.
     *
     * @return the fault
     */
    public static Fault unknownKeyId() {
        return named("unknown-key-id");
    }

    /**
     * Lets the service sign with a new key from this token call on; its key set has only the new one.
     *
     * @return the fault
     */
    public static Fault keyRotated() {
        return named("key-rotated");
    }

    /**
     * Spoils the signature of the JWTs of the token answer.
     *
     * @return the fault
     */
    public static Fault tamperedSignature() {
        return named("tampered-signature");
    }

    /**
     * Lets the person deny the authorization (X3, GoTo, WSO2).
     *
     * @return the fault
     */
    public static Fault denied() {
        return named("denied");
    }

    /**
     * Meets only calls of one service.
     *
     * @param name {@code x3}, {@code sonetel}, {@code xbooker}, {@code goto} or {@code wso2}
     * @return a new value
     */
    public Fault service(String name) {
        return with("service", name);
    }

    /**
     * Meets only calls of one path.
     *
     * @param path the whole path, or what follows the base of the service; a {@code *} at its end stands for anything
     * @return a new value
     */
    public Fault path(String path) {
        return with("path", path);
    }

    /**
     * Meets only calls that name a client.
     *
     * @param id the client identifier, however it is sent
     * @return a new value
     */
    public Fault client(String id) {
        return with("client", id);
    }

    /**
     * Meets only token calls of a grant.
     *
     * @param type the grant type, such as {@code refresh_token}
     * @return a new value
     */
    public Fault grant(String type) {
        return with("grant", type);
    }

    /**
     * Lets some of the calls that it would meet pass first.
     *
     * @param calls how many
     * @return a new value
     */
    public Fault skip(int calls) {
        return with("skip", calls);
    }

    /**
     * Meets so many calls.
     *
     * @param calls from 1 to 1,000,000, 1 by default
     * @return a new value
     */
    public Fault times(int calls) {
        return with("times", calls);
    }

    /**
     * Meets calls until it is taken back.
     *
     * @return a new value
     */
    public Fault forever() {
        return with("forever", true);
    }

    /**
     * Meets a call by chance; the seed of the plan and the number of the call decide, so that it is the same every time.
     *
     * @param probability more than 0, at most 1
     * @return a new value
     */
    public Fault chance(double probability) {
        return with("chance", probability);
    }

    /** Two faults are equal if their JSON is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Fault fault && members.equals(fault.members);
    }

    /** The hash code of its JSON. */
    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /** Its name. */
    @Override
    public String toString() {
        return "Fault[" + members.get("fault") + "]";
    }
}
