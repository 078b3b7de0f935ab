package dev.tokentrail.provider.gotoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.testsupport.Listener;
import dev.tokentrail.testsupport.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden request of every call. */
class GoToTest {

    private static final Secret CLIENT_SECRET = Secret.of("CNNe6w6MPcI9Im0Qk1scbcXC");
    private static final GoToConfig CONFIG = GoToConfig.of(
            "36c12e03-a590-4470-8576-4fefbac7e1f7", CLIENT_SECRET, "http://127.0.0.1:5000/login/oauth2/code/goto");
    private static final String BASIC =
            "Basic MzZjMTJlMDMtYTU5MC00NDcwLTg1NzYtNGZlZmJhYzdlMWY3" + "OkNOTmU2dzZNUGNJOUltMFFrMXNjYmNYQw==";
    private static final String TOKEN_HEAD = """
            POST https://identity.goto.com/oauth/token
            Authorization: %s
            Accept: application/json
            Content-Type: application/x-www-form-urlencoded
            User-Agent: tokentrail

            """.formatted(BASIC);

    private final GoTo goTo = new GoTo(CONFIG);
    private final Token token = token("at-1", "rt-1");

    @Test
    void configurationOfTheReadme() {
        String clientSecret = CLIENT_SECRET.reveal();
        // region config
        GoToConfig config = GoToConfig.of(
                "36c12e03-a590-4470-8576-4fefbac7e1f7",
                Secret.of(clientSecret),
                "http://127.0.0.1:5000/login/oauth2/code/goto");
        // endregion

        assertThat(config.address()).isEqualTo("https://identity.goto.com");
        assertThat(config.toString()).contains("36c12e03").doesNotContain(clientSecret);
    }

    @Test
    void authorizeSendsTheBrowserWithStateAndChallenge() throws GeneralSecurityException {
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send", "users.v1.lines.read");

        assertThat(login.uri())
                .matches("\\Qhttps://identity.goto.com/oauth/authorize"
                        + "?client_id=36c12e03-a590-4470-8576-4fefbac7e1f7"
                        + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A5000%2Flogin%2Foauth2%2Fcode%2Fgoto"
                        + "&response_type=code&scope=messaging.v1.send%20users.v1.lines.read&state=\\E"
                        + "[A-Za-z0-9_-]{43}&code_challenge=[A-Za-z0-9_-]{43}&code_challenge_method=S256");
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(login.codeVerifier().reveal().getBytes(StandardCharsets.US_ASCII));
        assertThat(login.uri())
                .contains("code_challenge="
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    }

    @Test
    void eachAuthorizationHasItsOwnStateAndVerifier() {
        AuthorizationTransaction one = goTo.authorize("messaging.v1.send");
        AuthorizationTransaction other = goTo.authorize("messaging.v1.send");

        assertThat(one.uri()).isNotEqualTo(other.uri());
        assertThat(one.codeVerifier()).isNotEqualTo(other.codeVerifier());
    }

    @Test
    void exchangeRequest() {
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");

        assertThat(Wire.shown(goTo.exchangeRequest(Secret.of("the code+/="), login)))
                .isEqualTo(TOKEN_HEAD + "grant_type=authorization_code&code=the+code%2B%2F%3D"
                        + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A5000%2Flogin%2Foauth2%2Fcode%2Fgoto&code_verifier="
                        + login.codeVerifier().reveal());
    }

    @Test
    void refreshRequest() {
        assertThat(Wire.shown(goTo.refreshRequest(token)))
                .isEqualTo(TOKEN_HEAD + "grant_type=refresh_token&refresh_token=rt-1");
    }

    @Test
    void refreshNeedsARefreshToken() {
        assertThatThrownBy(() -> goTo.refreshRequest(Token.of(Secret.of("at-1"))))
                .isInstanceOf(UserNeededException.class)
                .hasMessageContaining("no refresh token");
    }

    @Test
    void personalAccessTokenRequest() {
        assertThat(Wire.shown(goTo.personalAccessTokenRequest(Secret.of("pat-1"))))
                .isEqualTo(TOKEN_HEAD + "grant_type=personal_access_token&pat=pat-1");
    }

    @Test
    void legacyPasswordRequest() {
        assertThat(Wire.shown(goTo.legacyPasswordRequest("user@example.com", Secret.of("p&ss wörd"))))
                .isEqualTo(TOKEN_HEAD + "grant_type=password&username=user%40example.com&password=p%26ss+w%C3%B6rd");
    }

    @Test
    void introspectRequest() {
        assertThat(Wire.shown(goTo.introspectRequest(Secret.of("at-1"))))
                .isEqualTo(TOKEN_HEAD.replace("/oauth/token", "/oauth/introspect") + "token=at-1");
    }

    @Test
    void revokeRequest() {
        assertThat(Wire.shown(goTo.revokeRequest(Secret.of("rt-1"))))
                .isEqualTo(TOKEN_HEAD.replace("/oauth/token", "/oauth/revoke") + "token=rt-1");
    }

    @Test
    void jwksRequest() {
        assertThat(Wire.shown(goTo.jwksRequest())).isEqualTo("""
                        GET https://identity.goto.com/oauth/jwks.json
                        Accept: application/json
                        User-Agent: tokentrail

                        """);
    }

    @Test
    void metadataIsAskedForWhereTheIssuerSaysOnBothHosts() {
        String expected = """
                GET https://identity.goto.com/.well-known/oauth-authorization-server
                Accept: application/json
                User-Agent: tokentrail

                """;

        assertThat(Wire.shown(goTo.metadataRequest())).isEqualTo(expected);
        assertThat(Wire.shown(new GoTo(CONFIG.withAddress(GoToConfig.FORMER_ADDRESS)).metadataRequest()))
                .isEqualTo(expected);
    }

    @Test
    void sendMessageRequest() {
        WireRequest request = goTo.sendMessageRequest(
                token, "+15145550100", List.of("+15145550199", "+15145550198"), "Wie \"geht's\"?\n☃");

        assertThat(Wire.shown(request)).isEqualTo("""
                        POST https://api.goto.com/messaging/v1/messages
                        Authorization: Bearer at-1
                        Accept: application/json
                        Content-Type: application/json
                        User-Agent: tokentrail

                        {"ownerPhoneNumber":"+15145550100","contactPhoneNumbers":["+15145550199","+15145550198"],\
                        "body":"Wie \\"geht's\\"?\\n☃"}""");
    }

    @Test
    void theFormerHostServesTheSameEndpoints() {
        GoTo former = new GoTo(CONFIG.withAddress("https://authentication.logmeininc.com/"));

        assertThat(former.authorize("messaging.v1.send").uri())
                .startsWith("https://authentication.logmeininc.com/oauth/authorize?");
        assertThat(former.refreshRequest(token).url()).isEqualTo("https://authentication.logmeininc.com/oauth/token");
        assertThat(former.revokeRequest(Secret.of("x")).url())
                .isEqualTo("https://authentication.logmeininc.com/oauth/revoke");
        assertThat(former.jwksRequest().url()).isEqualTo("https://authentication.logmeininc.com/oauth/jwks.json");
        assertThat(former.sendMessageRequest(token, "+1", List.of("+2"), "x").origin())
                .isEqualTo("https://api.goto.com");
    }

    @Test
    void clientSecretInTheBody() {
        GoTo post = new GoTo(CONFIG.withClient(ClientAuthentication.inBody("id", Secret.of("client-secret"))));

        assertThat(Wire.shown(post.refreshRequest(token))).isEqualTo("""
                        POST https://identity.goto.com/oauth/token
                        Accept: application/json
                        Content-Type: application/x-www-form-urlencoded
                        User-Agent: tokentrail

                        grant_type=refresh_token&refresh_token=rt-1&client_id=id&client_secret=client-secret""");
    }

    @Test
    void publicClientNamesItself() {
        GoTo open = new GoTo(CONFIG.withClient(ClientAuthentication.none("id")));

        assertThat(Wire.shown(open.refreshRequest(token)))
                .endsWith("\n\ngrant_type=refresh_token&refresh_token=rt-1&client_id=id")
                .doesNotContain("Authorization");
    }

    @Test
    void whatIsSentIsWhatIsShown() throws IOException {
        try (Listener server = Listener.answering("{\"access_token\":\"at-2\"}")) {
            GoTo emulated = new GoTo(CONFIG.at(server.origin() + "/goto"));

            emulated.refresh(token("at-1", "rt &ü=1"));

            assertThat(server.received())
                    .isEqualTo(Wire.expected(emulated.refreshRequest(token("at-1", "rt &ü=1"))))
                    .startsWith(
                            "POST /goto/oauth/token HTTP/1.1", "Accept: application/json", "Authorization: " + BASIC)
                    .endsWith("", "grant_type=refresh_token&refresh_token=rt+%26%C3%BC%3D1");
        }
    }

    @Test
    void jsonIsSentAsItIsShown() throws IOException {
        try (Listener server = Listener.answering("{\"id\":\"1\"}")) {
            GoTo emulated = new GoTo(CONFIG.at(server.origin()));

            emulated.sendMessage(token, "+15145550100", List.of("+15145550199"), "ä\n");

            assertThat(server.received())
                    .isEqualTo(Wire.expected(
                            emulated.sendMessageRequest(token, "+15145550100", List.of("+15145550199"), "ä\n")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://identity.goto.com",
                "identity.goto.com",
                "https://",
                "ftp://127.0.0.1",
                "https://goto.example?a=b"
            })
    void addressesMustBeSecure(String address) {
        assertThatThrownBy(() -> CONFIG.withAddress(address)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CONFIG.at(address)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingPrintsTheSecrets() {
        List<String> shown = List.of(
                CONFIG.toString(),
                goTo.refreshRequest(token).toString(),
                CurlCommand.of(goTo.refreshRequest(token)).toString(),
                CurlCommand.of(goTo.personalAccessTokenRequest(Secret.of("pat-1")))
                        .toString(),
                CurlCommand.of(goTo.sendMessageRequest(token, "+1", List.of("+2"), "x"))
                        .toString());

        assertThat(shown)
                .noneMatch(text -> text.contains(CLIENT_SECRET.reveal()))
                .noneMatch(text -> text.contains(BASIC.substring("Basic ".length())))
                .noneMatch(text -> text.contains("rt-1") || text.contains("at-1") || text.contains("pat-1"));
    }

    private static Token token(String accessToken, String refreshToken) {
        return Token.of(Secret.of(accessToken)).withRefreshToken(Secret.of(refreshToken), Expiry.unknown());
    }
}
