package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.mock.Caller.Reply;
import dev.tokentrail.mock.http.Json;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What faults leave behind in the services. */
@Timeout(60)
class FaultEffectsTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    private static Reply wso2(String... parameters) {
        return postForm(mock.wso2().uri("/token"), form(parameters), "Authorization", Wso2Fixture.CLIENT);
    }

    private static Reply wso2Password() {
        return wso2("grant_type", "password", "username", "admin", "password", "admin");
    }

    private static Reply wso2Refresh(String refreshToken) {
        return wso2("grant_type", "refresh_token", "refresh_token", refreshToken);
    }

    private static RawCall wso2RawRefresh(String refreshToken) throws IOException {
        return RawCall.send(
                mock,
                "POST /wso2/token HTTP/1.1\r\nAuthorization: " + Wso2Fixture.CLIENT
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\n",
                form("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    @Test
    void after_a_lost_answer_the_rotation_is_done_and_nobody_has_the_new_token() throws IOException {
        String old = wso2Password().text("refresh_token");
        mock.wso2().plan(Fault.answerLost().grant("refresh_token"));
        assertThat(wso2RawRefresh(old).lines()).isEmpty();
        assertThat(wso2Refresh(old).text("error")).isEqualTo("invalid_grant");
        RecordedRequest lost = mock.wso2().requests().get(1);
        assertThat(lost.fault()).contains("answer-lost");
        assertThat(lost.inFlight()).isFalse();
        assertThat(lost.answer()).isEmpty();
    }

    @Test
    void a_connection_dropped_before_processing_rotates_nothing() throws IOException {
        String old = wso2Password().text("refresh_token");
        mock.wso2().plan(Fault.droppedBeforeProcessing().grant("refresh_token"));
        assertThat(wso2RawRefresh(old).lines()).isEmpty();
        assertThat(wso2Refresh(old).status()).isEqualTo(200);
    }

    @Test
    void x3_loses_its_only_refresh_token_with_the_answer() throws IOException {
        String code = get(URI.create(mock.x3()
                        .uri("/token/authorise?"
                                + form(
                                        "client_id",
                                        "x3-client",
                                        "redirect_uri",
                                        "https://localhost:5050/callback",
                                        "scope",
                                        "api.graphQL",
                                        "customer",
                                        "https://customer.example"))
                        .toString()))
                .redirected("code");
        String refresh = x3("authorization_code", "code", code, "redirect_uri", "https://localhost:5050/callback")
                .text("refresh_token");
        mock.x3().plan(Fault.answerLost().client("x3-client").grant("refresh_token"));
        RawCall lost = RawCall.send(
                mock,
                "POST /x3/v1/token HTTP/1.1\r\nContent-Type: application/json\r\n",
                x3Body("refresh_token", "refresh_token", refresh));
        assertThat(lost.lines()).isEmpty();
        assertThat(x3("refresh_token", "refresh_token", refresh).text("message"))
                .isEqualTo("Pairing request not found");
    }

    private static Reply x3(String grant, Object... members) {
        return postJson(mock.x3().uri("/token"), x3Body(grant, members));
    }

    private static String x3Body(String grant, Object... members) {
        List<Object> all =
                new ArrayList<>(List.of("grant_type", grant, "client_id", "x3-client", "client_secret", "x3-secret"));
        all.addAll(List.of(members));
        return Caller.json(all.toArray());
    }

    @Test
    void a_token_expired_on_arrival_is_refused_by_its_api_while_its_refresh_token_lives() {
        mock.sonetel().plan(Fault.expiredOnArrival());
        SonetelFixture sonetel = new SonetelFixture(mock);
        Reply token = sonetel.signIn();
        assertThat(sonetel.account(token).status()).isEqualTo(401);
        Reply refreshed = sonetel.refresh(token.text("refresh_token"));
        assertThat(sonetel.account(refreshed).status()).isEqualTo(200);
    }

    @Test
    void an_opaque_token_expired_on_arrival_is_a_new_one_even_if_another_lives() {
        String living = wso2Password().text("access_token");
        mock.wso2().plan(Fault.expiredOnArrival());
        String expired = wso2Password().text("access_token");
        assertThat(expired).isNotEqualTo(living);
        assertThat(introspected(expired)).isEqualTo("false");
    }

    private static String introspected(String token) {
        return postForm(
                        mock.wso2().uri("/oauth2/introspect"),
                        form("token", token),
                        "Authorization",
                        Wso2Fixture.CLIENT)
                .text("active");
    }

    @Test
    void the_envelope_of_x_booker_is_changed_inside() {
        mock.xBooker().plan(Fault.withoutRefreshToken());
        Reply refresh = new XBookerFixture(mock).refreshToken();
        assertThat(refresh.status()).isEqualTo(200);
        assertThat(refresh.json().get("data")).isEqualTo(Map.of());
        assertThatThrownBy(() -> mock.xBooker().plan(Fault.tamperedSignature()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The fault tampered-signature cannot happen at xbooker, which has nothing of the kind");
    }

    @Test
    void a_rotated_key_is_the_only_one_of_its_key_set_and_of_its_emulator() {
        Reply before = goToPassword();
        mock.goTo().plan(Fault.keyRotated());
        Reply after = goToPassword();
        Map<String, Object> keys = get(mock.goTo().uri("/oauth/jwks.json")).json();
        assertThat(Jwt.verifies(after.text("access_token"), keys)).isTrue();
        assertThat(Jwt.verifies(before.text("access_token"), keys)).isFalse();
        try (MockAuthServer other = MockAuthServer.start()) {
            assertThat(get(other.goTo().uri("/oauth/jwks.json")).body()).doesNotContain("test-key-2");
        }
        mock.reset();
        assertThat(Jwt.verifies(
                        before.text("access_token"),
                        get(mock.goTo().uri("/oauth/jwks.json")).json()))
                .isTrue();
    }

    private static Reply goToPassword() {
        return postForm(
                mock.goTo().uri("/oauth/token"),
                form("grant_type", "password", "username", "user@example.com", "password", "password"),
                "Authorization",
                basic("goto-legacy", "goto-legacy-secret"));
    }

    @Test
    void a_wrong_issuer_is_in_the_metadata_as_well() {
        mock.goTo().plan(Fault.wrongIssuer("https://evil.example"));
        assertThat(get(mock.goTo().uri("/.well-known/oauth-authorization-server"))
                        .text("issuer"))
                .isEqualTo("https://evil.example");
    }

    @Test
    void a_person_denies_at_the_authorize_call_and_at_the_device_page() {
        mock.plan(Fault.denied());
        Reply denied = get(mock.wso2()
                .uri("/authorize?"
                        + form(
                                "response_type",
                                "code",
                                "client_id",
                                Wso2Fixture.KEY,
                                "redirect_uri",
                                Wso2Fixture.CALLBACK)));
        assertThat(denied.redirected("error")).isEqualTo("access_denied");
    }

    @Test
    void what_a_fault_cannot_change_does_not_use_it_up() {
        mock.goTo().plan(Fault.withoutTokenType());
        assertThat(postForm(
                                mock.goTo().uri("/oauth/token"),
                                form("grant_type", "password", "username", "nobody", "password", "x"),
                                "Authorization",
                                basic("goto-legacy", "goto-legacy-secret"))
                        .status())
                .isEqualTo(400);
        assertThat(mock.requests().get(0).fault()).isEmpty();
        assertThat(goToPassword().json()).doesNotContainKey("token_type");
        assertThat(goToPassword().json()).containsKey("token_type");
    }

    @Test
    void many_hanging_calls_hold_no_thread_and_end_at_once_when_faults_are_cleared() throws IOException {
        mock.goTo().plan(Fault.hang(Duration.ofMinutes(10)).forever());
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket("127.0.0.1", mock.port());
                socket.setSoTimeout(20_000);
                socket.getOutputStream()
                        .write("GET /goto/oauth/jwks.json HTTP/1.1\r\nHost: a\r\n\r\n"
                                .getBytes(StandardCharsets.UTF_8));
                sockets.add(socket);
            }
            for (int i = 0; i < 300; i++) {
                assertThat(mock.goTo().takeRequest(Duration.ofSeconds(20)).fault())
                        .contains("hang");
            }
            assertThat(mock.requests()).allMatch(RecordedRequest::inFlight);
            assertThat(wso2Password().status()).isEqualTo(200);
            mock.clearFaults();
            for (Socket socket : sockets) {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(mock.goTo().requests()).noneMatch(RecordedRequest::inFlight);
    }

    @Test
    void a_delayed_refresh_is_in_flight_until_its_answer_leaves() throws IOException {
        String refresh = wso2Password().text("refresh_token");
        mock.wso2().plan(Fault.delay(Duration.ofMillis(400)));
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            RawCall call = RawCall.send(
                    socket,
                    "POST /wso2/token HTTP/1.1\r\nAuthorization: " + Wso2Fixture.CLIENT
                            + "\r\nContent-Type: application/x-www-form-urlencoded\r\n",
                    form("grant_type", "refresh_token", "refresh_token", refresh));
            assertThat(call.status()).isEqualTo(200);
            // The connection is as good as before.
            assertThat(RawCall.send(socket, "GET /wso2/oauth2/jwks HTTP/1.1\r\n", "")
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x3", "sonetel", "xbooker", "goto", "wso2"})
    void an_error_with_status_200_and_a_429_have_the_shape_of_the_service(String service) {
        String token = switch (service) {
            case "x3" -> "/v1/token";
            case "sonetel" -> "/SonetelAuth/oauth/token";
            case "xbooker" -> "/auth/v1/tokens/access";
            case "goto" -> "/oauth/token";
            default -> "/oauth2/token";
        };
        String method = service.equals("xbooker") ? "GET" : "POST";
        mock.plan(
                Fault.okWithError("invalid_grant").service(service),
                Fault.tooManyRequests(3).service(service));
        URI uri = URI.create(mock.url() + "/" + service + token);
        Reply ok = Caller.call(method, uri, method.equals("GET") ? null : "");
        assertThat(ok.status()).isEqualTo(200);
        assertThat(ok.body()).contains("The grant is not valid");
        Reply limited = Caller.call(method, uri, method.equals("GET") ? null : "");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("Retry-After")).isEqualTo("3");
        String member =
                service.equals("sonetel") || service.equals("goto") || service.equals("wso2") ? "error" : "message";
        assertThat(Json.object(ok.body().getBytes(StandardCharsets.UTF_8))).containsKey(member);
    }
}
