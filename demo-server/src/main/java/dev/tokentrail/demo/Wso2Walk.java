package dev.tokentrail.demo;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.provider.wso2.Wso2;
import dev.tokentrail.provider.wso2.Wso2Config;
import java.time.Clock;
import java.time.Duration;

/** WSO2 API Manager: the application's own token, a user's, a browser's, and an API behind the gateway. */
final class Wso2Walk implements Walk {

    private static final String CONSUMER_KEY = "wU62DjlyDBnq87GlBwplfqvmAbAa";
    private static final String CONSUMER_SECRET = "ksdSdoefDDP7wpaElfqvmjDue";

    @Override
    public String title() {
        return "WSO2 API Manager";
    }

    @Override
    public void walk(String baseUrl, Transport transport, Steps steps) {
        Wso2 wso2 = wso2(baseUrl, CONSUMER_SECRET, transport);
        Wso2 keyManager = new Wso2(
                Wso2Config.atServer(baseUrl, CONSUMER_KEY, Secret.of(CONSUMER_SECRET)), transport, Clock.systemUTC());
        Browser browser = new Browser(transport);

        Token application = steps.step(
                "The application gets a token of its own, for ten minutes.",
                () -> wso2.clientCredentials(Duration.ofMinutes(10)));
        steps.run(
                "The token opens an API behind the gateway.",
                () -> wso2.callApi(wso2.apiRequest(application, "GET", "/pizzashack/1.0.0/menu")));
        Token user = steps.step(
                "A user's name and password give a user's token (legacy).",
                () -> wso2.password("admin", Secret.of("admin"), "openid"));
        steps.run("Whose token is it?", () -> wso2.userinfo(user));
        Token renewed =
                steps.step("The refresh token is good once: the answer brings the next.", () -> wso2.refresh(user));
        steps.check(!renewed.requireRefreshToken().equals(user.requireRefreshToken()), "a new refresh token");
        AuthorizationTransaction login = wso2.authorize("openid");
        AuthorizationCallback callback = steps.step(
                "The browser way: sign in, consent, come back with a code.", () -> browser.open(login.uri()));
        steps.step("The code is exchanged, with the PKCE verifier.", () -> wso2.complete(login, callback));
        steps.check(
                steps.step(
                                "The key manager behind the gateway is asked whether the token is good.",
                                () -> keyManager.introspect(renewed.accessToken()))
                        .active(),
                "an active token");
        steps.run("The token is revoked.", () -> wso2.revokeAccessToken(renewed));
        steps.refused(
                "On purpose: the API with the revoked token.",
                "invalid_token",
                () -> wso2.callApi(wso2.apiRequest(renewed, "GET", "/pizzashack/1.0.0/menu")));
        steps.refused(
                "On purpose: the wrong consumer secret.",
                "invalid_client",
                () -> wso2(baseUrl, "not-the-secret", transport).clientCredentials());
    }

    private static Wso2 wso2(String baseUrl, String consumerSecret, Transport transport) {
        Wso2Config config = Wso2Config.atGateway(baseUrl, CONSUMER_KEY, Secret.of(consumerSecret))
                .withRedirectUri("http://127.0.0.1:5050/wso2/callback");
        return new Wso2(config, transport, Clock.systemUTC());
    }
}
