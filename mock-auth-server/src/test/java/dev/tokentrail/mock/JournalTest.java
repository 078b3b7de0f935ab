package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The requests received, from Java and over HTTP, without a secret. */
class JournalTest {

    private static final String CANARY = "c4nary/+s3cret%";

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    @Test
    void the_journal_over_http_masks_unless_asked_loudly_and_can_be_emptied() {
        callWithSecrets();
        String masked = get(emulator.control("requests")).body();
        assertNoCanary(masked);
        assertThat(masked).contains("grant_type=password", "client_id=known", "Basic ***", "\"service\":\"goto\"");
        String revealed = get(emulator.control("requests?reveal-secrets=yes")).body();
        assertThat(revealed).contains(basic("id", CANARY));
        assertThat(Caller.call("DELETE", emulator.control("requests"), null).status())
                .isEqualTo(204);
        assertThat(get(emulator.control("requests")).body()).isEqualTo("{\"requests\":[]}");
        assertThat(mock.requests()).isEmpty();
    }

    @Test
    void a_recorded_request_cannot_print_a_secret() {
        callWithSecrets();
        assertThat(mock.requests()).hasSizeGreaterThan(6);
        mock.requests().forEach(request -> assertNoCanary(request.toString()));
        assertThat(mock.requests().get(0).parameter("password")).contains(CANARY);
    }

    @Test
    void requests_are_taken_in_order_once_and_by_service() {
        get(mock.x3().uri("/token?n=1"));
        get(mock.goTo().uri("/oauth/token?n=2"));
        get(mock.x3().uri("/token?n=3"));
        assertThat(mock.goTo().takeRequest(Duration.ZERO).parameter("n")).contains("2");
        assertThat(mock.takeRequest(Duration.ZERO).parameter("n")).contains("1");
        assertThat(mock.takeRequest(Duration.ZERO).parameter("n")).contains("3");
        assertThatThrownBy(() -> mock.takeRequest(Duration.ofMillis(1)))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("GET /goto/oauth/token");
        assertThat(mock.x3().requests()).hasSize(2);
    }

    @Test
    void taking_waits_for_a_request_that_is_on_its_way() {
        CompletableFuture<RecordedRequest> taken =
                CompletableFuture.supplyAsync(() -> mock.takeRequest(Duration.ofSeconds(30)));
        get(mock.x3().uri("/token"));
        assertThat(taken.join().path()).isEqualTo("/x3/v1/token");
    }

    @Test
    void the_journal_is_bounded_in_number_and_in_bytes() {
        try (MockAuthServer small =
                MockAuthServer.create().configure("{\"journal\":3}").start()) {
            for (int i = 0; i < 5; i++) {
                get(small.x3().uri("/token?n=" + i));
            }
            assertThat(small.requests()).extracting(RecordedRequest::sequence).containsExactly(3L, 4L, 5L);
            assertThat(small.takeRequest(Duration.ZERO).sequence()).isEqualTo(3);
        }
        String megabyte = "a".repeat(1024 * 1024 - 100);
        for (int i = 0; i < 40; i++) {
            postForm(mock.x3().uri("/token"), megabyte);
        }
        assertThat(mock.requests()).hasSizeBetween(30, 32);
    }

    private static void callWithSecrets() {
        URI uri = mock.goTo().uri("/oauth/token");
        postForm(
                uri,
                form("grant_type", "password", "password", CANARY, "client_id", "known"),
                "Authorization",
                basic("id", CANARY));
        postForm(
                uri, form("misspelt_pasword", CANARY), "Authorization", CANARY, "Cookie", CANARY, "X-Anything", CANARY);
        postForm(uri, java.net.URLEncoder.encode(CANARY, StandardCharsets.UTF_8));
        postForm(uri, "%zz" + CANARY + "&password=" + CANARY);
        postJson(uri, Caller.json("client_secret", CANARY, "nested", Map.of("client_id", CANARY), CANARY, "x"));
        postJson(uri, "{\"client_secret\":\"" + CANARY);
        Caller.call("POST", uri, CANARY, "Content-Type", "text/plain");
        Caller.call(
                "POST",
                uri,
                "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n" + CANARY + "\r\n--b--\r\n",
                "Content-Type",
                "multipart/form-data; boundary=b");
        get(URI.create(uri + "?" + form("code", CANARY, CANARY, "x")), "client-secret", CANARY);
    }

    private static void assertNoCanary(String text) {
        String base64 = basic("id", CANARY).substring(6);
        assertThat(text)
                .doesNotContain(CANARY, "c4nary", java.net.URLEncoder.encode(CANARY, StandardCharsets.UTF_8), base64);
    }
}
