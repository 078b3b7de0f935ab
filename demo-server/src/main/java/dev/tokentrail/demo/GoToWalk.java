package dev.tokentrail.demo;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.provider.gotoapi.GoTo;
import dev.tokentrail.provider.gotoapi.GoToConfig;
import java.time.Clock;
import java.util.List;

/** GoTo: the authorization code flow with PKCE, a refresh that leaves things out, a personal access token. */
final class GoToWalk implements Walk {

    @Override
    public String title() {
        return "GoTo";
    }

    @Override
    public void walk(String baseUrl, Transport transport, Steps steps) {
        GoToConfig config = GoToConfig.of(
                        "goto-client", Secret.of("goto-secret"), "http://127.0.0.1:5000/login/oauth2/code/goto")
                .at(baseUrl);
        GoTo goTo = new GoTo(config, transport, Clock.systemUTC());
        Browser browser = new Browser(transport);

        steps.run("GoTo publishes its addresses.", goTo::metadata);
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");
        AuthorizationCallback callback = steps.step(
                "The person signs in and allows it; the browser comes back with a code.",
                () -> browser.open(login.uri()));
        Token token = steps.step(
                "The code is exchanged for a token, with the PKCE verifier.", () -> goTo.complete(login, callback));
        steps.run(
                "The token sends a message.",
                () -> goTo.sendMessage(token, "+15550100", List.of("+15550199"), "Hello"));
        Token renewed = steps.step(
                "The refresh answers without refresh_token and token_type; the old refresh token is kept.",
                () -> goTo.refresh(token));
        steps.check(token.requireRefreshToken().equals(renewed.requireRefreshToken()), "the old refresh token");
        steps.step(
                "A personal access token gives a token without a browser.",
                () -> goTo.personalAccessToken(Secret.of("goto-pat")));
        steps.check(
                steps.step("GoTo is asked whether the token is good.", () -> goTo.introspect(renewed.accessToken()))
                        .active(),
                "an active token");
        steps.run("The token is revoked.", () -> goTo.revoke(renewed.accessToken()));
        steps.check(
                !steps.step("Asked again, GoTo says that it is not.", () -> goTo.introspect(renewed.accessToken()))
                        .active(),
                "an inactive token");
        steps.refused(
                "On purpose: a personal access token that does not exist.",
                "invalid_grant",
                () -> goTo.personalAccessToken(Secret.of("made-up-token")));
    }
}
