package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.json;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.mock.Caller.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members and claims that a configuration adds to what the services issue. */
class AdditionsTest {

    private static final String MEMBERS = "\"tokenMembers\": {\"instance_url\": \"https://eu.example\", \"seats\": 7}";
    private static final String BOTH =
            "{" + MEMBERS + ", \"claims\": {\"roles\": [\"buyer\"], \"tenant\": {\"id\": \"t-1\"}}}";
    private static final String WSO2 = basic("wU62DjlyDBnq87GlBwplfqvmAbAa", "ksdSdoefDDP7wpaElfqvmjDue");

    private static final MockAuthServer mock = MockAuthServer.create()
            .configure("{\"x3\": " + BOTH + ", \"sonetel\": " + BOTH + ", \"goto\": " + BOTH + ", \"wso2\": " + BOTH
                    + ", \"xbooker\": {" + MEMBERS + "}}")
            .start();

    @AfterAll
    static void stop() {
        mock.close();
    }

    @Test
    void x3_adds_them_to_the_pair_and_to_its_successor() {
        Reply redirect = get(mock.x3()
                .uri("/token/authorise?"
                        + form(
                                "client_id", "x3-client",
                                "scope", "api.graphQL",
                                "customer", "https://customer.example",
                                "redirect_uri", "https://localhost:5050/callback")));
        Reply pair = postJson(
                mock.x3().uri("/token"),
                json(
                        "grant_type", "authorization_code",
                        "code", redirect.redirected("code"),
                        "client_id", "x3-client",
                        "client_secret", "x3-secret",
                        "redirect_uri", "https://localhost:5050/callback"));
        hasMembers(pair.json());
        hasClaims(pair.text("access_token"), "scopes");
        hasClaims(pair.text("refresh_token"), "scopes");
        Reply next = postJson(
                mock.x3().uri("/token"),
                json(
                        "grant_type", "refresh_token",
                        "refresh_token", pair.text("refresh_token"),
                        "client_id", "x3-client",
                        "client_secret", "x3-secret"));
        hasMembers(next.json());
        hasClaims(next.text("access_token"), "scopes");
    }

    @Test
    void sonetel_adds_them_to_the_pair_and_to_a_refresh() {
        SonetelFixture sonetel = new SonetelFixture(mock);
        Reply pair = sonetel.signIn();
        hasMembers(pair.json());
        hasClaims(pair.text("access_token"), "acc_id");
        hasClaims(pair.text("refresh_token"), "ati");
        Reply next = sonetel.refresh(pair.text("refresh_token"));
        hasMembers(next.json());
        hasClaims(next.text("access_token"), "acc_id");
    }

    @Test
    void xbooker_adds_members_to_the_data() {
        Reply refresh = new XBookerFixture(mock).refreshToken();
        Map<?, ?> data = (Map<?, ?>) refresh.json().get("data");
        hasMembers(data);
        Reply access = get(
                mock.xBooker().uri("/auth/v1/tokens/access"),
                "organization-id",
                "org-1",
                "client-id",
                "xbooker-client",
                "Authorization",
                "Bearer " + data.get("refreshToken"));
        hasMembers((Map<?, ?>) access.json().get("data"));
        assertThat(access.json()).doesNotContainKey("instance_url");
    }

    @Test
    void goto_adds_them_to_every_answer_and_to_introspection() {
        GoToFixture goTo = new GoToFixture(mock);
        Reply first = goTo.exchange(goTo.authorize(Map.of()));
        hasMembers(first.json());
        hasClaims(first.text("access_token"), "client_id");
        assertThat(Jwt.verifies(
                        first.text("access_token"),
                        get(mock.goTo().uri("/oauth/jwks.json")).json()))
                .isTrue();
        Reply second = goTo.refresh(first.text("refresh_token"));
        hasMembers(second.json());
        assertThat(second.json()).doesNotContainKeys("token_type", "refresh_token");
        assertThat(goTo.introspect(second.text("access_token")).json())
                .containsEntry("active", true)
                .containsEntry("roles", List.of("buyer"));
    }

    @Test
    void wso2_adds_members_to_opaque_tokens_and_claims_to_the_id_token() {
        Reply token = wso2(mock, "/token", "grant_type", "client_credentials");
        hasMembers(token.json());
        assertThat(token.text("access_token")).matches("[0-9a-f-]{36}");
        Reply signedIn = wso2(
                mock, "/token", "grant_type", "password", "username", "admin", "password", "admin", "scope", "openid");
        hasClaims(signedIn.text("id_token"), "at_hash");
    }

    @Test
    void wso2_of_version_4_adds_claims_to_its_jwts() {
        try (MockAuthServer newer = MockAuthServer.create()
                .configure("{\"wso2\": {\"version\": \"4.2\", " + BOTH.substring(1) + "}")
                .start()) {
            Reply token = wso2(newer, "/oauth2/token", "grant_type", "client_credentials");
            hasMembers(token.json());
            hasClaims(token.text("access_token"), "aut");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"goto\":{\"tokenMembers\":{\"token_type\":\"bearer\"}}} | goto.tokenMembers must not name token_type: the service sets it itself",
                "{\"x3\":{\"claims\":{\"scopes\":\"all\"}}} | x3.claims must not name scopes: the service sets it itself",
                "{\"sonetel\":{\"claims\":{\"exp\":1}}} | sonetel.claims must not name exp: the service sets it itself",
                "{\"wso2\":{\"tokenMembers\":{\"id_token\":\"a\"}}} | wso2.tokenMembers must not name id_token: the service sets it itself",
                "{\"xbooker\":{\"tokenMembers\":{\"accessToken\":\"a\"}}} | xbooker.tokenMembers must not name accessToken: the service sets it itself",
                "{\"xbooker\":{\"claims\":{}}} | Unknown key xbooker.claims; known here: accessTokenSeconds, apps, organization, organizationName, tokenMembers",
                "{\"wso2\":{\"claims\":[\"a\"]}} | wso2.claims must be an object, not a list"
            })
    void what_the_service_says_itself_stays(String configuration, String sentence) {
        assertThatThrownBy(
                        () -> MockAuthServer.create().configure(configuration).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    private static Reply wso2(MockAuthServer server, String path, String... form) {
        return postForm(server.wso2().uri(path), form(form), "Authorization", WSO2);
    }

    private static void hasMembers(Map<?, ?> answer) {
        assertThat(answer.get("instance_url")).isEqualTo("https://eu.example");
        assertThat(answer.get("seats")).isEqualTo(7);
    }

    private static void hasClaims(String jwt, String own) {
        assertThat(Jwt.claims(jwt))
                .containsEntry("roles", List.of("buyer"))
                .containsEntry("tenant", Map.of("id", "t-1"))
                .containsKey(own);
    }
}
