package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.json;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each service's documented flow, from nothing to a used token. */
class FlowsTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    @Test
    void x3_pairs_exchanges_calls_and_refreshes() {
        Reply redirect = get(
                mock.x3()
                        .uri(
                                "/token/authorise?client_id=x3-client&scope=api.graphQL&state=s1"
                                        + "&customer=https%3A%2F%2Fcustomer.example&redirect_uri=https%3A%2F%2Flocalhost%3A5050%2Fcallback"));
        assertThat(redirect.status()).isEqualTo(307);
        assertThat(redirect.redirected("state")).isEqualTo("s1");
        Reply token = postJson(
                mock.x3().uri("/token"),
                json(
                        "grant_type", "authorization_code",
                        "code", redirect.redirected("code"),
                        "client_id", "x3-client",
                        "client_secret", "x3-secret",
                        "redirect_uri", "https://localhost:5050/callback"));
        assertThat(token.status()).isEqualTo(201);
        assertThat(postJson(mock.x3().uri("/graphql"), "{}", "Authorization", "Bearer " + token.text("access_token"))
                        .status())
                .isEqualTo(200);
        Reply refreshed = postJson(
                mock.x3().uri("/token"),
                json(
                        "grant_type", "refresh_token",
                        "refresh_token", token.text("refresh_token"),
                        "client_id", "x3-client",
                        "client_secret", "x3-secret"));
        assertThat(refreshed.status()).isEqualTo(201);
        assertThat(refreshed.text("refresh_token")).isNotEqualTo(token.text("refresh_token"));
    }

    @Test
    void sonetel_signs_in_calls_and_refreshes() {
        SonetelFixture sonetel = new SonetelFixture(mock);
        Reply token = sonetel.signIn();
        assertThat(token.status()).isEqualTo(200);
        assertThat(token.json()).containsOnlyKeys("access_token", "token_type", "refresh_token");
        assertThat(sonetel.account(token).text("status")).isEqualTo("success");
        assertThat(sonetel.refresh(token.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void xbooker_gets_a_refresh_token_an_access_token_and_the_organization() {
        Reply refresh = new XBookerFixture(mock).refreshToken();
        assertThat(refresh.status()).isEqualTo(200);
        Reply access = get(
                mock.xBooker().uri("/auth/v1/tokens/access"),
                "organization-id",
                "org-1",
                "client-id",
                "xbooker-client",
                "Authorization",
                "Bearer " + data(refresh).get("refreshToken"));
        assertThat(access.status()).isEqualTo(200);
        Reply organization = get(
                mock.xBooker().uri("/delegated/v1/organization"),
                "Authorization",
                "Bearer " + data(access).get("accessToken"));
        assertThat(data(organization).get("id")).isEqualTo("org-1");
    }

    private static Map<?, ?> data(Reply reply) {
        return (Map<?, ?>) reply.json().get("data");
    }

    @Test
    void goto_authorizes_exchanges_sends_a_message_and_refreshes() {
        Reply redirect = get(mock.goTo()
                .uri("/oauth/authorize?response_type=code&client_id=goto-client&state=s2&scope=messaging.v1.send"
                        + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A5000%2Flogin%2Foauth2%2Fcode%2Fgoto"));
        String client = basic("goto-client", "goto-secret");
        Reply token = postForm(
                mock.goTo().uri("/oauth/token"),
                form(
                        "grant_type", "authorization_code",
                        "code", redirect.redirected("code"),
                        "redirect_uri", "http://127.0.0.1:5000/login/oauth2/code/goto"),
                "Authorization",
                client);
        assertThat(token.json())
                .containsOnlyKeys("access_token", "token_type", "expires_in", "scope", "principal", "refresh_token");
        Reply message = postJson(
                mock.goTo().uri("/messaging/v1/messages"),
                "{\"ownerPhoneNumber\":\"+15550100\",\"contactPhoneNumbers\":[\"+15550101\"],\"body\":\"hello\"}",
                "Authorization",
                "Bearer " + token.text("access_token"));
        assertThat(message.status()).isEqualTo(201);
        Reply refreshed = postForm(
                mock.goTo().uri("/oauth/token"),
                form("grant_type", "refresh_token", "refresh_token", token.text("refresh_token")),
                "Authorization",
                client);
        assertThat(refreshed.json()).containsOnlyKeys("access_token", "expires_in", "scope", "principal");
    }

    @Test
    void wso2_signs_in_calls_the_api_and_refreshes_at_both_generations_of_paths() {
        String client = basic("wU62DjlyDBnq87GlBwplfqvmAbAa", "ksdSdoefDDP7wpaElfqvmjDue");
        Reply token = postForm(
                mock.wso2().uri("/token"),
                form("grant_type", "password", "username", "admin", "password", "admin", "scope", "PRODUCTION"),
                "Authorization",
                client);
        assertThat(token.status()).isEqualTo(200);
        assertThat(get(
                                mock.wso2().uri("/pizzashack/1.0.0/menu"),
                                "Authorization",
                                "Bearer " + token.text("access_token"))
                        .status())
                .isEqualTo(200);
        Reply refreshed = postForm(
                mock.wso2().uri("/oauth2/token"),
                form(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        token.text("refresh_token"),
                        "scope",
                        "PRODUCTION"),
                "Authorization",
                client);
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.json()).containsEntry("expires_in", 3600);
    }
}
