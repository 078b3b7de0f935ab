package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import dev.tokentrail.mock.http.Json;
import dev.tokentrail.mock.token.Secrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JWTs with ES256, judged by the platform with what the JWK set says and by nothing else. */
class SigningAlgorithmTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.configured("""
            {"goto": {"signingAlgorithm": "ES256", "tokensSignedAhead": 20},
             "wso2": {"signingAlgorithm": "ES256", "version": "4.2", "tokensSignedAhead": 20}}""");

    private static final MockAuthServer mock = emulator.mock();
    private static final Wso2Fixture wso2 = new Wso2Fixture(mock);

    private enum Issuer {
        GOTO("oauthv2.lmi.test-key-es256"),
        WSO2("wso2-test-key_ES256");

        private final String keyId;

        Issuer(String keyId) {
            this.keyId = keyId;
        }

        String token() {
            Reply answer = this == GOTO
                    ? new GoToFixture(mock)
                            .token(GoToFixture.CLIENT, "grant_type", "personal_access_token", "pat", "goto-pat")
                    : wso2.token("grant_type", "client_credentials");
            assertThat(answer.status()).isEqualTo(200);
            return answer.text("access_token");
        }

        Map<String, Object> keys() {
            return get(this == GOTO
                            ? mock.goTo().uri("/oauth/jwks.json")
                            : mock.wso2().uri("/oauth2/jwks"))
                    .json();
        }

        MockService service() {
            return this == GOTO ? mock.goTo() : mock.wso2();
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_token_has_the_fixed_length_of_a_jws_signature_and_the_published_key_verifies_it(Issuer issuer) {
        Map<String, Object> keys = issuer.keys();
        // The numbers of one signature in 128 are shorter; with tokens that were signed ahead and without.
        for (int i = 0; i < 40; i++) {
            String token = issuer.token();

            assertThat(header(token)).containsEntry("alg", "ES256").containsEntry("kid", issuer.keyId);
            assertThat(decoded(token.substring(token.lastIndexOf('.') + 1))).hasSize(64);
            assertThat(Jwt.verifies(token, keys)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_key_set_has_the_point_as_rfc_7518_wants_it(Issuer issuer) {
        assertPoint(issuer);
        assertThat(only(issuer.keys())).containsEntry("kid", issuer.keyId);
    }

    @ParameterizedTest
    @EnumSource
    void a_rotated_key_has_another_kid_and_a_coordinate_that_begins_with_a_zero(Issuer issuer) {
        String before = issuer.token();
        issuer.service().plan(Fault.keyRotated());
        String after = issuer.token();

        assertPoint(issuer);
        Map<String, Object> keys = issuer.keys();
        assertThat(only(keys)).containsEntry("kid", issuer.keyId + "-2");
        assertThat(decoded(only(keys).get("x"))[0]).isZero();
        assertThat(Jwt.verifies(after, keys)).isTrue();
        assertThat(Jwt.verifies(before, keys)).isFalse();

        mock.reset();
        assertThat(Jwt.verifies(before, issuer.keys())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void faults_of_jwts_change_what_they_say_and_nothing_else(Issuer issuer) {
        Map<String, Object> keys = issuer.keys();

        issuer.service().plan(Fault.tamperedSignature());
        String tampered = issuer.token();
        assertThat(decoded(tampered.substring(tampered.lastIndexOf('.') + 1))).hasSize(64);
        assertThat(Jwt.verifies(tampered, keys)).isFalse();

        issuer.service().plan(Fault.wrongIssuer("https://evil.example"));
        String elsewhere = issuer.token();
        assertThat(Jwt.claims(elsewhere)).containsEntry("iss", "https://evil.example");
        assertThat(Jwt.verifies(elsewhere, keys)).isTrue();

        issuer.service().plan(Fault.unknownKeyId());
        assertThat(header(issuer.token())).containsEntry("kid", "unknown-key").containsEntry("alg", "ES256");
        assertThat(Jwt.verifies(issuer.token(), keys)).isTrue();
    }

    @Test
    void an_id_token_beside_an_opaque_access_token_names_the_key_by_its_digest() throws Exception {
        try (Wso2Fixture older = Wso2Fixture.configured("\"version\": \"3.2\", \"signingAlgorithm\": \"ES256\"")) {
            Reply token = older.password("openid");

            assertThat(token.text("access_token")).doesNotContain(".");
            Map<String, Object> keys =
                    get(older.mock.wso2().uri("/oauth2/jwks")).json();
            assertThat(Jwt.verifies(token.text("id_token"), keys)).isTrue();
            assertThat(header(token.text("id_token")))
                    .containsEntry("alg", "ES256")
                    .containsEntry(
                            "x5t", Secrets.hexSha1(Jwt.publicKey(only(keys)).getEncoded()));
        }
    }

    @Test
    void the_identity_provider_is_not_concerned() {
        for (Map.Entry<String, String> grant :
                Map.of("jwt", "jwt-bearer", "saml2", "saml2-bearer").entrySet()) {
            String assertion = postJson(
                            emulator.control("assertions"), Caller.json("format", grant.getKey(), "subject", "admin"))
                    .text("assertion");
            Reply token = wso2.token("grant_type", Wso2Fixture.URN + grant.getValue(), "assertion", assertion);

            assertThat(token.status()).as(token.body()).isEqualTo(200);
            assertThat(Jwt.verifies(token.text("access_token"), Issuer.WSO2.keys()))
                    .isTrue();
        }
        String forged = Issuer.WSO2.token();
        assertThat(wso2.token("grant_type", Wso2Fixture.URN + "jwt-bearer", "assertion", forged)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void the_metadata_leads_to_that_key_and_is_otherwise_as_it_was() {
        URI place = mock.goTo().uri("/.well-known/oauth-authorization-server");
        Map<String, Object> metadata = get(place).json();
        Map<String, Object> keys =
                get(URI.create(String.valueOf(metadata.get("jwks_uri")))).json();
        assertThat(Jwt.verifies(Issuer.GOTO.token(), keys)).isTrue();
        try (MockAuthServer other = mock.namespace()
                .configure("{\"goto\": {\"signingAlgorithm\": \"RS256\"}}")
                .open()) {
            String base = other.url() + "/goto";
            assertThat(get(URI.create(base + "/.well-known/oauth-authorization-server"))
                            .body()
                            .replace(base, mock.goTo().uri().toString()))
                    .isEqualTo(get(place).body());
            assertThat(only(get(URI.create(base + "/oauth/jwks.json")).json()))
                    .containsEntry("alg", "RS256")
                    .containsEntry("kid", "oauthv2.lmi.test-key");
        }
    }

    private static void assertPoint(Issuer issuer) {
        Map<String, Object> key = only(issuer.keys());
        assertThat(key)
                .containsOnlyKeys("kty", "use", "alg", "kid", "crv", "x", "y")
                .containsEntry("kty", "EC")
                .containsEntry("use", "sig")
                .containsEntry("alg", "ES256")
                .containsEntry("crv", "P-256");
        assertThat(decoded(key.get("x"))).hasSize(32);
        assertThat(decoded(key.get("y"))).hasSize(32);
    }

    private static Map<String, Object> only(Map<String, Object> keys) {
        List<?> all = (List<?>) keys.get("keys");
        assertThat(all).hasSize(1);
        return Json.object(Json.bytes(all.get(0)));
    }

    private static Map<String, Object> header(String jwt) {
        return Json.object(Jwt.header(jwt).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] decoded(Object base64Url) {
        return Base64.getUrlDecoder().decode(String.valueOf(base64Url));
    }
}
