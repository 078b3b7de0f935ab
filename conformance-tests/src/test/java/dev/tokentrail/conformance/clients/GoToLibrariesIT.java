package dev.tokentrail.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.MockAuthServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What libraries do beyond the tutorials: metadata, PKCE, refresh, introspection, revocation. */
class GoToLibrariesIT {

    /** Where GoTo is. */
    enum Mount {
        BELOW_ITS_PATH,
        AT_THE_ROOT,
        IN_A_NAMESPACE;

        MockAuthServer start() {
            return this == AT_THE_ROOT ? MockAuthServer.create().only("goto").start() : MockAuthServer.start();
        }

        MockAuthServer emulator(MockAuthServer server) {
            return this == IN_A_NAMESPACE ? server.namespace().open() : server;
        }
    }

    private static final String BASIC = "application/x-www-form-urlencoded, Basic goto-client:goto-secret, ";
    /** RFC 6749 section 2.3.1 has both form-encoded first; oauth4webapi encodes the hyphen too, which a form need not. */
    private static final String ENCODED_BASIC =
            "application/x-www-form-urlencoded, Basic goto%2Dclient:goto%2Dsecret, ";

    @BeforeEach
    void node() {
        Language.NODE.require();
    }

    @ParameterizedTest
    @EnumSource
    void aStrictClientFindsEverythingByMetadata(Mount mount) throws Exception {
        try (MockAuthServer server = mount.start();
                MockAuthServer emulator = mount.emulator(server)) {
            JsonNode outcome = run(emulator, "oauth4webapi.mjs");

            assertThat(outcome.path("insists").asBoolean())
                    .as("refuses the documented refresh answer, which has no token_type")
                    .isTrue();
            assertThat(outcome.path("introspected").toString()).isEqualTo("[true,false]");
            assertThat(calls(emulator))
                    .containsExactly(
                            mount == Mount.AT_THE_ROOT
                                    ? "GET /.well-known/oauth-authorization-server "
                                    : "GET /.well-known/oauth-authorization-server/goto ",
                            "GET /oauth/authorize client_id=goto-client, code_challenge, code_challenge_method=S256,"
                                    + " redirect_uri, response_type=code, scope=messaging.v1.send, state",
                            "POST /oauth/token " + ENCODED_BASIC
                                    + "code, code_verifier, grant_type=authorization_code, redirect_uri",
                            "POST /oauth/token " + ENCODED_BASIC + "grant_type=refresh_token, refresh_token",
                            "POST /oauth/token " + ENCODED_BASIC + "grant_type=refresh_token, refresh_token",
                            "POST /oauth/introspect " + ENCODED_BASIC + "token",
                            "POST /oauth/revoke " + ENCODED_BASIC + "token",
                            "POST /oauth/introspect " + ENCODED_BASIC + "token");
        }
    }

    @ParameterizedTest
    @EnumSource
    void simpleOauth2Refreshes(Mount mount) throws Exception {
        try (MockAuthServer server = mount.start();
                MockAuthServer emulator = mount.emulator(server)) {
            JsonNode outcome = run(emulator, "goto-refresh.js");

            assertThat(outcome.path("renewed").asBoolean()).isTrue();
            assertThat(outcome.path("lost").asBoolean())
                    .as("forgets the refresh token that the documented answer does not repeat")
                    .isTrue();
            assertThat(calls(emulator))
                    .containsExactly(
                            "GET /oauth/authorize client_id=goto-client, redirect_uri, response_type=code,"
                                    + " scope=messaging.v1.send, state",
                            "POST /oauth/token " + BASIC + "code, grant_type=authorization_code, redirect_uri",
                            "POST /oauth/token " + BASIC + "grant_type=refresh_token, refresh_token",
                            "POST /oauth/token " + BASIC + "grant_type=refresh_token, refresh_token");
        }
    }

    private static JsonNode run(MockAuthServer emulator, String file) throws Exception {
        return new ClientProgram(Language.NODE, file, Tutorial.GOTO)
                .run(Map.of("BASE", emulator.goTo().uri().toString()));
    }

    private static List<String> calls(MockAuthServer emulator) {
        return Trail.of(emulator.requests(), emulator.goTo().uri());
    }
}
