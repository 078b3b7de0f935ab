package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.mock.Caller.Reply;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clock, journal, scripted answers and the start page, from Java and over HTTP. */
class ControlTest {

    private static final String CANARY = "c4nary/+s3cret%";
    private static MockAuthServer mock;

    @BeforeAll
    static void start() {
        mock = MockAuthServer.start();
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    @BeforeEach
    void reset() {
        mock.reset();
    }

    @Test
    void health_tells_services_and_time() {
        mock.clock().set(Instant.parse("2030-01-02T03:04:05Z"));
        assertThat(get(control("health")).body())
                .isEqualTo("{\"status\":\"up\",\"services\":[\"x3\",\"sonetel\",\"xbooker\",\"goto\",\"wso2\"],"
                        + "\"clock\":{\"now\":\"2030-01-02T03:04:05Z\",\"frozen\":true}}");
    }

    @Test
    void the_clock_stands_moves_and_ticks_over_http() {
        assertThat(postJson(control("clock"), "{\"set\":\"2030-01-01T00:00:00Z\"}")
                        .body())
                .isEqualTo("{\"now\":\"2030-01-01T00:00:00Z\",\"frozen\":true}");
        assertThat(postJson(control("clock"), "{\"advance\":\"PT90S\"}").body())
                .isEqualTo("{\"now\":\"2030-01-01T00:01:30Z\",\"frozen\":true}");
        assertThat(mock.clock().instant()).isEqualTo(Instant.parse("2030-01-01T00:01:30Z"));
        assertThat(postJson(control("clock"), "{\"frozen\":false}").text("frozen"))
                .isEqualTo("false");
        assertThat(mock.clock().instant())
                .isBetween(Instant.parse("2030-01-01T00:01:30Z"), Instant.parse("2030-01-01T00:11:30Z"));
        postJson(control("clock"), "{\"reset\":true}");
        assertThat(mock.clock().instant())
                .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
        assertThat(mock.clock().frozen()).isFalse();
    }

    @Test
    void a_reset_over_http_lets_a_clock_that_stood_still_tick() {
        mock.clock().set(Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(postJson(control("clock"), "{\"reset\":true}").text("frozen"))
                .isEqualTo("false");
        assertThat(mock.clock().frozen()).isFalse();
        assertThat(postJson(control("clock"), "{\"reset\":true,\"frozen\":true}")
                        .text("frozen"))
                .isEqualTo("true");
    }

    @Test
    void a_move_that_is_refused_leaves_the_clock_where_it_was() {
        Instant before = mock.clock().set(Instant.parse("2030-01-01T00:00:00Z"));
        for (String move : List.of(
                "{\"set\":\"2031-01-01T00:00:00Z\",\"advance\":\"P999999D\"}",
                "{\"set\":\"2031-01-01T00:00:00Z\",\"advance\":\"zzz\"}",
                "{\"reset\":true,\"advance\":\"PT-9223372036854775808S\"}")) {
            assertThat(postJson(control("clock"), move).status()).isEqualTo(400);
            assertThat(mock.clock().instant()).isEqualTo(before);
        }
        assertThat(postJson(control("clock"), "{\"set\":\"2031-01-01T00:00:00Z\",\"advance\":\"PT1S\"}")
                        .text("now"))
                .isEqualTo("2031-01-01T00:00:01Z");
    }

    @Test
    void a_planned_answer_has_one_content_type_however_it_is_spelt() {
        postJson(control("faults"), "{\"headers\":{\"content-type\":\"text/html\"},\"body\":\"x\"}");
        assertThat(get(mock.goTo().uri("/oauth/jwks.json")).response().headers().allValues("Content-Type"))
                .containsExactly("text/html");
    }

    @Test
    void an_answer_for_a_service_that_does_not_run_is_refused() {
        try (MockAuthServer one = MockAuthServer.create().only("goto").start()) {
            Reply reply = postJson(URI.create(one.url() + "/_mock/faults"), "{\"service\":\"x3\"}");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text("error_description")).isEqualTo("The service x3 is not running here");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clock | {\"set\":\"tomorrow\"}",
                "clock | {\"set\":\"+999999999-01-01T00:00:00Z\"}",
                "clock | {\"advance\":\"1h\"}",
                "clock | {\"advance\":\"PT99999999999999H\"}",
                "clock | {\"fast\":true}",
                "clock | {\"set\":1}",
                "clock | nonsense",
                "faults | {\"service\":\"gogo\"}",
                "faults | {\"status\":100}",
                "faults | {\"status\":\"503\"}",
                "faults | {\"times\":0}",
                "faults | {\"times\":1000000}",
                "faults | {\"deny\":true}",
                "faults | {\"deny\":true,\"service\":\"sonetel\"}",
                "faults | {\"headers\":{\"A\":\"b\\r\\nC: d\"}}",
                "faults | {\"headers\":{\"a b\":\"c\"}}",
                "faults | {\"headers\":{\"content-length\":\"nope\"}}",
                "faults | {\"headers\":{\"Transfer-Encoding\":\"gzip\"}}",
                "assertions | {\"format\":\"x\"}"
            })
    void what_control_cannot_read_is_a_400_that_says_why(String path, String body) {
        Reply reply = postJson(control(path), body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("error_description")).isNotBlank().doesNotContain("Exception");
        assertThat(get(mock.goTo().uri("/oauth/jwks.json")).status()).isEqualTo(200);
    }

    @Test
    void a_scripted_answer_goes_first_and_once_and_the_service_never_sees_the_request() {
        mock.goTo().failNext(429, Map.of("Retry-After", "7", "Content-Type", "text/html"), "<p>slow</p>");
        assertThat(get(mock.wso2().uri("/oauth2/jwks")).status()).isEqualTo(200);
        Reply failed = get(mock.goTo().uri("/oauth/jwks.json"));
        assertThat(failed.status()).isEqualTo(429);
        assertThat(failed.header("Retry-After")).isEqualTo("7");
        assertThat(failed.header("Content-Type")).isEqualTo("text/html");
        assertThat(failed.body()).isEqualTo("<p>slow</p>");
        assertThat(get(mock.goTo().uri("/oauth/jwks.json")).status()).isEqualTo(200);
        mock.failNext(500, "{}");
        assertThat(get(mock.wso2().uri("/oauth2/jwks")).status()).isEqualTo(500);
    }

    @Test
    void scripted_answers_come_in_order_and_over_http_as_well() {
        postJson(
                control("faults"),
                "{\"service\":\"x3\",\"status\":502,\"body\":\"a\",\"headers\":{\"Content-Type\":\"text/plain\"},\"times\":2}");
        assertThat(postJson(control("faults"), "{\"status\":503}").body()).isEqualTo("{\"waiting\":3}");
        for (int status : new int[] {502, 502, 503, 405}) {
            assertThat(get(mock.x3().uri("/token")).status()).isEqualTo(status);
        }
        postJson(control("faults"), "{\"service\":\"goto\",\"deny\":true}");
        Reply denied = get(
                mock.goTo()
                        .uri(
                                "/oauth/authorize?client_id=goto-client&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%2F"));
        assertThat(denied.redirected("error")).isEqualTo("access_denied");
    }

    @Test
    void a_thousand_answers_can_wait_and_no_more() {
        for (int i = 0; i < 1000; i++) {
            mock.failNext(500, "");
        }
        assertThatThrownBy(() -> mock.failNext(500, ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1000");
        assertThat(postJson(control("faults"), "{}").status()).isEqualTo(400);
    }

    @Test
    void the_journal_over_http_masks_unless_asked_loudly_and_can_be_emptied() {
        callWithSecrets();
        String masked = get(control("requests")).body();
        assertNoCanary(masked);
        assertThat(masked).contains("grant_type=password", "client_id=known", "Basic ***", "\"service\":\"goto\"");
        String revealed = get(control("requests?reveal-secrets=yes")).body();
        assertThat(revealed).contains(basic("id", CANARY));
        assertThat(Caller.call("DELETE", control("requests"), null).status()).isEqualTo(204);
        assertThat(get(control("requests")).body()).isEqualTo("{\"requests\":[]}");
        assertThat(mock.requests()).isEmpty();
    }

    @Test
    void a_recorded_request_cannot_print_a_secret() {
        callWithSecrets();
        assertThat(mock.requests()).hasSizeGreaterThan(6);
        mock.requests().forEach(request -> assertNoCanary(request.toString()));
        assertThat(mock.requests().get(0).parameter("password")).contains(CANARY);
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

    @Test
    void reset_forgets_tokens_answers_requests_denials_and_time() {
        String refresh = get(
                        mock.xBooker().uri("/auth/v1/tokens/refresh"),
                        "organization-id",
                        "org-1",
                        "client-id",
                        "xbooker-client",
                        "client-secret",
                        "xbooker-secret")
                .body();
        String token = refresh.replaceFirst(".*\"refreshToken\":\"([^\"]+)\".*", "$1");
        mock.failNext(500, "");
        mock.goTo().denyNext();
        mock.clock().advance(Duration.ofDays(1));
        assertThat(Caller.call("POST", control("reset"), null).status()).isEqualTo(204);
        assertThat(mock.requests()).isEmpty();
        assertThat(get(
                                mock.xBooker().uri("/auth/v1/tokens/access"),
                                "organization-id",
                                "org-1",
                                "client-id",
                                "xbooker-client",
                                "Authorization",
                                "Bearer " + token)
                        .status())
                .isEqualTo(400);
        assertThat(get(mock.goTo()
                                .uri(
                                        "/oauth/authorize?client_id=goto-client&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%2F"))
                        .redirected("code"))
                .isNotNull();
        assertThat(mock.clock().instant()).isBefore(Instant.now().plusSeconds(600));
    }

    @Test
    void assertions_can_be_had_over_http() {
        String jwt = postJson(control("assertions"), "{\"format\":\"jwt\",\"subject\":\"admin\"}")
                .text("assertion");
        Reply token = postForm(
                mock.wso2().uri("/token"),
                form("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", jwt),
                "Authorization",
                Wso2Fixture.CLIENT);
        assertThat(token.status()).isEqualTo(200);
        assertThat(postJson(control("assertions"), "{\"format\":\"saml2\"}").text("assertion"))
                .isNotBlank();
    }

    @Test
    void the_start_page_lists_services_and_credentials_for_browsers_and_programs() {
        Reply page = get(URI.create(mock.url() + "/"), "Accept", "text/html");
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(page.body())
                .contains(
                        "x3-secret",
                        "goto-pat",
                        "ksdSdoefDDP7wpaElfqvmjDue",
                        mock.wso2().uri().toString());
        Reply json = get(URI.create(mock.url() + "/"));
        assertThat((List<?>) json.json().get("services")).hasSize(5);
        assertThat(json.body())
                .contains(
                        "POST /goto/oauth/token",
                        "GET HEAD /.well-known/oauth-authorization-server/goto",
                        "POST /x3-us/v1/token");
    }

    @Test
    void the_start_page_escapes_what_the_configuration_says() {
        try (MockAuthServer other = MockAuthServer.create()
                .configure("{\"sonetel\":{\"users\":[{\"name\":\"<script>\",\"password\":\"&\"}]}}")
                .start()) {
            assertThat(get(URI.create(other.url() + "/"), "Accept", "text/html").body())
                    .contains("&lt;script&gt; / &amp;")
                    .doesNotContain("<script>");
        }
    }

    @Test
    void control_refuses_pages_and_names_from_elsewhere() throws IOException {
        assertThat(postJson(control("reset"), "", "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(postJson(control("reset"), "", "Origin", mock.url().toString())
                        .status())
                .isEqualTo(204);
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            socket.getOutputStream()
                    .write("GET /_mock/requests HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void control_refuses_other_addresses_but_the_services_answer_them() throws SocketException {
        Optional<String> address = addressOfThisMachine();
        Assumptions.assumeTrue(address.isPresent(), "this machine has loopback only");
        try (MockAuthServer open = MockAuthServer.create().host("0.0.0.0").start()) {
            String origin = "http://" + address.get() + ":" + open.port();
            assertThat(get(URI.create(origin + "/_mock/requests")).status()).isEqualTo(403);
            assertThat(get(URI.create(origin + "/")).status()).isEqualTo(403);
            assertThat(get(URI.create(origin + "/goto/oauth/jwks.json")).status())
                    .isEqualTo(200);
            assertThat(get(URI.create(open.url() + "/_mock/health")).status()).isEqualTo(200);
        }
    }

    private static Optional<String> addressOfThisMachine() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(address -> address.getHostAddress())
                .findFirst();
    }

    @Test
    void one_service_alone_is_at_the_root() {
        for (Map.Entry<String, String> path : Map.of(
                        "x3", "/v1/token",
                        "sonetel", "/SonetelAuth/beta/oauth/token",
                        "xbooker", "/auth/v1/tokens/refresh",
                        "goto", "/oauth/token",
                        "wso2", "/oauth2/token")
                .entrySet()) {
            try (MockAuthServer one =
                    MockAuthServer.create().only(path.getKey()).start()) {
                assertThat(Caller.call("OPTIONS", URI.create(one.url() + path.getValue()), null)
                                .status())
                        .isEqualTo(204);
                assertThat(get(URI.create(one.url() + "/_mock/health")).body())
                        .contains("\"services\":[\"" + path.getKey() + "\"]");
                assertThat(get(URI.create(one.url() + "/" + path.getKey() + path.getValue()))
                                .status())
                        .isEqualTo(404);
                assertThatThrownBy(() -> Stream.of(one.x3(), one.goTo()).toList())
                        .isInstanceOf(IllegalStateException.class);
            }
        }
        try (MockAuthServer goTo = MockAuthServer.create().only("goto").start()) {
            assertThat(goTo.goTo().uri()).isEqualTo(goTo.url());
            assertThat(get(URI.create(goTo.url() + "/.well-known/oauth-authorization-server"))
                            .text("token_endpoint"))
                    .isEqualTo(goTo.url() + "/oauth/token");
        }
    }

    private static URI control(String path) {
        return URI.create(mock.url() + "/_mock/" + path);
    }
}
