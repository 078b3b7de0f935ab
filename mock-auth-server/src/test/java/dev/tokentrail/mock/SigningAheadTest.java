package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.http.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningAheadTest {

    private static final int AHEAD = 6;
    private static final String GOTO = "{\"goto\": {\"tokensSignedAhead\": " + AHEAD + "}}";
    private static final String WSO2 = "{\"wso2\": {\"version\": \"4.2\", \"tokensSignedAhead\": " + AHEAD + "}}";

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {GOTO, WSO2})
    void each_token_is_signed_for_the_moment_of_the_clock_and_handed_out_once(String configuration) throws Exception {
        try (MockAuthServer mock =
                MockAuthServer.create().configure(configuration).start()) {
            Instant now = mock.clock().freeze();
            Set<String> identifiers = new HashSet<>();
            token(mock, configuration);
            awaitSigned();
            for (int i = 0; i < 4 * AHEAD; i++) {
                Map<String, Object> answer = token(mock, configuration);
                Map<String, Object> claims = claims(answer);

                assertThat(identifiers.add((String) claims.get("jti"))).isTrue();
                assertThat(number(claims, "iat")).isEqualTo(now.getEpochSecond());
                assertThat(number(claims, "exp")).isEqualTo(now.getEpochSecond() + 3600);
                assertThat(number(answer, "expires_in")).isEqualTo(3600);
                assertThat(introspected(mock, configuration, answer)).containsEntry("active", true);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GOTO, WSO2})
    void a_token_that_waited_says_when_it_was_signed_and_how_long_it_still_lives(String configuration)
            throws Exception {
        try (MockAuthServer mock =
                MockAuthServer.create().configure(configuration).start()) {
            Instant signed = mock.clock().freeze();
            token(mock, configuration);
            awaitSigned();
            mock.clock().advance(Duration.ofSeconds(20));

            Map<String, Object> answer = token(mock, configuration);

            assertThat(number(claims(answer), "iat")).isEqualTo(signed.getEpochSecond());
            assertThat(number(answer, "expires_in")).isEqualTo(3580);
            mock.clock().advance(Duration.ofSeconds(3579));
            assertThat(introspected(mock, configuration, answer)).containsEntry("active", true);
            mock.clock().advance(Duration.ofSeconds(1));
            assertThat(introspected(mock, configuration, answer)).containsEntry("active", false);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {61, 3600, -3600})
    void none_is_handed_out_long_after_it_was_signed_or_before(long seconds) throws Exception {
        try (MockAuthServer mock = MockAuthServer.create().configure(GOTO).start()) {
            mock.clock().freeze();
            token(mock, GOTO);
            awaitSigned();
            Instant now = mock.clock().advance(Duration.ofSeconds(seconds));

            for (int i = 0; i < 2 * AHEAD; i++) {
                assertThat(number(claims(token(mock, GOTO)), "iat")).isEqualTo(now.getEpochSecond());
            }
        }
    }

    @Test
    void a_key_that_was_rotated_signs_none_that_is_handed_out_later() throws Exception {
        try (MockAuthServer mock = MockAuthServer.create().configure(GOTO).start()) {
            Object before = header(token(mock, GOTO)).get("kid");
            awaitSigned();
            mock.plan(Fault.keyRotated());
            Object after = header(token(mock, GOTO)).get("kid");

            assertThat(after).isNotEqualTo(before);
            for (int i = 0; i < 2 * AHEAD; i++) {
                assertThat(header(token(mock, GOTO))).containsEntry("kid", after);
            }
        }
    }

    @Test
    void tokens_of_other_clients_and_scopes_are_not_mixed_up() throws Exception {
        try (MockAuthServer mock = MockAuthServer.create().configure(WSO2).start()) {
            for (int round = 0; round < 3; round++) {
                for (int scope = 0; scope < 6; scope++) {
                    assertThat(claims(post(
                                    mock.wso2().uri("/oauth2/token"),
                                    "wU62DjlyDBnq87GlBwplfqvmAbAa:ksdSdoefDDP7wpaElfqvmjDue",
                                    "grant_type=client_credentials&scope=device_" + scope)))
                            .containsEntry("scope", "am_application_scope device_" + scope);
                }
                awaitSigned();
            }
        }
    }

    @Test
    void none_is_signed_ahead_once_the_emulator_is_closed() throws Exception {
        try (MockAuthServer mock = MockAuthServer.create()
                .configure("{\"goto\": {\"tokensSignedAhead\": 50000}}")
                .start()) {
            token(mock, GOTO);
            assertThat(signers()).isNotEmpty();
        }

        awaitSigned();
    }

    private Map<String, Object> token(MockAuthServer mock, String configuration) throws Exception {
        return configuration.equals(GOTO)
                ? post(
                        mock.goTo().uri("/oauth/token"),
                        "goto-client:goto-secret",
                        "grant_type=personal_access_token&pat=goto-pat")
                : post(
                        mock.wso2().uri("/oauth2/token"),
                        "wU62DjlyDBnq87GlBwplfqvmAbAa:ksdSdoefDDP7wpaElfqvmjDue",
                        "grant_type=client_credentials");
    }

    private Map<String, Object> introspected(MockAuthServer mock, String configuration, Map<String, Object> answer)
            throws Exception {
        boolean goTo = configuration.equals(GOTO);
        return post(
                goTo ? mock.goTo().uri("/oauth/introspect") : mock.wso2().uri("/oauth2/introspect"),
                goTo ? "goto-client:goto-secret" : "admin:admin",
                "token=" + answer.get("access_token"));
    }

    private Map<String, Object> post(URI uri, String client, String form) throws Exception {
        HttpResponse<byte[]> response = this.client.send(
                HttpRequest.newBuilder(uri)
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return Json.object(response.body());
    }

    private static long number(Map<String, Object> members, String name) {
        return ((Number) members.get(name)).longValue();
    }

    private static Map<String, Object> header(Map<String, Object> answer) {
        return part(answer, 0);
    }

    private static Map<String, Object> claims(Map<String, Object> answer) {
        return part(answer, 1);
    }

    private static Map<String, Object> part(Map<String, Object> answer, int part) {
        String token = (String) answer.get("access_token");
        return Json.object(Base64.getUrlDecoder().decode(token.split("\\.")[part]));
    }

    /** Waits until as many are signed as are wanted: then the threads that sign end. */
    private static void awaitSigned() throws InterruptedException {
        for (Thread signer : signers().toList()) {
            signer.join(60_000);
            assertThat(signer.isAlive()).isFalse();
        }
    }

    private static Stream<Thread> signers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sign-ahead"));
    }
}
