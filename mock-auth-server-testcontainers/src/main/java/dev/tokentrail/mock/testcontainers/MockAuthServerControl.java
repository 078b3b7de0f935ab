package dev.tokentrail.mock.testcontainers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The control of an emulator in a container: its clock, its faults and its journal, over HTTP at {@code /_mock}.
 *
 * <p>What JSON each takes and answers is in the emulator's README; {@link #post} and {@link #read} reach all of it.
 *
 * <p>Every method throws {@link IllegalStateException} if the emulator refuses, with what it says, {@link UncheckedIOException}
 * if it does not answer within ten seconds, and {@link IllegalStateException} with the interrupt kept if the thread is
 * interrupted.
 */
public final class MockAuthServerControl {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int EXPECTATION_FAILED = 409;

    private final URI server;
    private final String key;
    private final HttpClient client;

    MockAuthServerControl(URI server, String key, @Nullable SSLContext trusting) {
        this.server = server;
        this.key = key;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
        this.client = (trusting == null ? builder : builder.sslContext(trusting)).build();
    }

    /**
     * Moves the emulator's clock: everything in it is so much older.
     *
     * @param duration how far, negative for backward
     */
    public void advance(Duration duration) {
        post("clock", "{\"advance\":\"" + duration + "\"}");
    }

    /**
     * Plans faults.
     *
     * @param json for example {@code {"fault":"status","status":503,"service":"goto","times":1}}
     */
    public void planFaults(String json) {
        post("faults", json);
    }

    /**
     * Asserts what was called.
     *
     * @param json for example {@code {"refreshes":1,"noSecretInQueryString":true}}
     * @throws AssertionError if an expectation failed; the message has the calls, masked
     */
    public void verify(String json) {
        HttpResponse<String> answer = send(request("verify").POST(BodyPublishers.ofString(json)));
        if (answer.statusCode() == EXPECTATION_FAILED) {
            throw new AssertionError(answer.body());
        }
        body(answer);
    }

    /**
     * Reads the journal.
     *
     * @return the calls in JSON, secrets masked
     */
    public String requests() {
        return read("requests");
    }

    /** Forgets all tokens, codes, faults and calls, and sets the clock right. */
    public void reset() {
        post("reset", "");
    }

    /**
     * Reads something.
     *
     * @param name what follows {@code /_mock/}
     * @return the answer's body
     */
    public String read(String name) {
        return body(send(request(name).GET()));
    }

    /**
     * Has something done.
     *
     * @param name what follows {@code /_mock/}
     * @param json the body, empty for none
     * @return the answer's body
     */
    public String post(String name, String json) {
        return body(send(request(name).POST(BodyPublishers.ofString(json))));
    }

    private HttpRequest.Builder request(String name) {
        return HttpRequest.newBuilder(URI.create(server + "/_mock/" + name))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        try {
            return client.send(built, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(built.method() + " " + built.uri() + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + built.uri(), e);
        }
    }

    private static String body(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.request().method() + " " + answer.uri() + " was answered with "
                    + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
