package dev.tokentrail.mock;

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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clock, reset, start page and who may control, from Java and over HTTP. */
class ControlTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    @Test
    void health_tells_services_and_time() {
        mock.clock().set(Instant.parse("2030-01-02T03:04:05Z"));
        assertThat(get(emulator.control("health")).body())
                .isEqualTo("{\"status\":\"up\",\"services\":[\"x3\",\"sonetel\",\"xbooker\",\"goto\",\"wso2\"],"
                        + "\"clock\":{\"now\":\"2030-01-02T03:04:05Z\",\"frozen\":true}}");
    }

    @Test
    void the_clock_stands_moves_and_ticks_over_http() {
        assertThat(postJson(emulator.control("clock"), "{\"set\":\"2030-01-01T00:00:00Z\"}")
                        .body())
                .isEqualTo("{\"now\":\"2030-01-01T00:00:00Z\",\"frozen\":true}");
        assertThat(postJson(emulator.control("clock"), "{\"advance\":\"PT90S\"}")
                        .body())
                .isEqualTo("{\"now\":\"2030-01-01T00:01:30Z\",\"frozen\":true}");
        assertThat(mock.clock().instant()).isEqualTo(Instant.parse("2030-01-01T00:01:30Z"));
        assertThat(postJson(emulator.control("clock"), "{\"frozen\":false}").text("frozen"))
                .isEqualTo("false");
        assertThat(mock.clock().instant())
                .isBetween(Instant.parse("2030-01-01T00:01:30Z"), Instant.parse("2030-01-01T00:11:30Z"));
        postJson(emulator.control("clock"), "{\"reset\":true}");
        assertThat(mock.clock().instant())
                .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(600));
        assertThat(mock.clock().frozen()).isFalse();
    }

    @Test
    void a_reset_over_http_lets_a_clock_that_stood_still_tick() {
        mock.clock().set(Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(postJson(emulator.control("clock"), "{\"reset\":true}").text("frozen"))
                .isEqualTo("false");
        assertThat(mock.clock().frozen()).isFalse();
        assertThat(postJson(emulator.control("clock"), "{\"reset\":true,\"frozen\":true}")
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
            assertThat(postJson(emulator.control("clock"), move).status()).isEqualTo(400);
            assertThat(mock.clock().instant()).isEqualTo(before);
        }
        assertThat(postJson(emulator.control("clock"), "{\"set\":\"2031-01-01T00:00:00Z\",\"advance\":\"PT1S\"}")
                        .text("now"))
                .isEqualTo("2031-01-01T00:00:01Z");
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
                "faults | {\"times\":1000001}",
                "faults | {\"fault\":\"nothing\"}",
                "faults | {\"faults\":[{\"chance\":0}]}",
                "faults | {\"fault\":\"tampered-signature\",\"service\":\"xbooker\"}",
                "faults | {\"fault\":\"delay\",\"for\":\"PT11M\"}",
                "faults | {\"deny\":true,\"service\":\"sonetel\"}",
                "faults | {\"headers\":{\"A\":\"b\\r\\nC: d\"}}",
                "faults | {\"headers\":{\"a b\":\"c\"}}",
                "faults | {\"headers\":{\"content-length\":\"nope\"}}",
                "faults | {\"headers\":{\"Transfer-Encoding\":\"gzip\"}}",
                "assertions | {\"format\":\"x\"}"
            })
    void what_control_cannot_read_is_a_400_that_says_why(String path, String body) {
        Reply reply = postJson(emulator.control(path), body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("error_description")).isNotBlank().doesNotContain("Exception");
        assertThat(get(mock.goTo().uri("/oauth/jwks.json")).status()).isEqualTo(200);
    }

    @Test
    void reset_forgets_tokens_answers_requests_denials_and_time() {
        String refresh = new XBookerFixture(mock).refreshToken().body();
        String token = refresh.replaceFirst(".*\"refreshToken\":\"([^\"]+)\".*", "$1");
        mock.failNext(500, "");
        mock.goTo().denyNext();
        mock.clock().advance(Duration.ofDays(1));
        assertThat(Caller.call("POST", emulator.control("reset"), null).status())
                .isEqualTo(204);
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
        String jwt = postJson(emulator.control("assertions"), "{\"format\":\"jwt\",\"subject\":\"admin\"}")
                .text("assertion");
        Reply token = postForm(
                mock.wso2().uri("/token"),
                form("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", jwt),
                "Authorization",
                Wso2Fixture.CLIENT);
        assertThat(token.status()).isEqualTo(200);
        assertThat(postJson(emulator.control("assertions"), "{\"format\":\"saml2\"}")
                        .text("assertion"))
                .isNotBlank();
    }

    @Test
    void the_start_page_lists_services_and_credentials_for_browsers_and_programs() {
        Reply page = get(URI.create(mock.url() + "/"), "Accept", "text/html");
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(page.body())
                .contains(
                        "client x3-client / x3-secret, redirect https://localhost:5050/callback or any loopback address",
                        "customer https://customer.example",
                        "user user@example.com / password",
                        "client sonetel-api / sonetel-api",
                        "client sonetel-web / sonetel-web",
                        "organization org-1, client xbooker-client / xbooker-secret",
                        "client goto-client / goto-secret",
                        "redirect http://127.0.0.1:5000/login/oauth2/code/goto or any loopback address",
                        "personal access token goto-pat",
                        "consumer key wU62DjlyDBnq87GlBwplfqvmAbAa / ksdSdoefDDP7wpaElfqvmjDue,"
                                + " redirect https://client.example.com/cb or any loopback address",
                        "user admin / admin",
                        mock.wso2().uri().toString());
        Reply json = get(URI.create(mock.url() + "/"));
        assertThat((List<?>) json.json().get("services")).hasSize(5);
        assertThat(json.body())
                .contains(
                        "POST /goto/oauth/token",
                        "GET HEAD /.well-known/oauth-authorization-server/goto",
                        "POST /x3-us/v1/token")
                .containsSubsequence("POST /x3/v1/graphql", "GET /x3-us/v1/token/authorise");
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
        assertThat(postJson(emulator.control("reset"), "", "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(postJson(emulator.control("reset"), "", "Origin", mock.url().toString())
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
}
