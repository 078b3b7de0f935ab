package dev.tokentrail.demo;

import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenClient;
import dev.tokentrail.core.token.TokenDialect;
import dev.tokentrail.core.token.UnverifiedJwt;
import dev.tokentrail.provider.x3.X3;
import dev.tokentrail.provider.x3.X3Config;
import java.time.Clock;

/** Sage X3: a pairing request, its code, the token pair and its rotation. */
final class X3Walk implements Walk {

    @Override
    public String title() {
        return "Sage X3";
    }

    @Override
    public void walk(String baseUrl, Transport transport, Steps steps) {
        X3Config config = X3Config.of(
                        baseUrl + "/v1", "x3-client", Secret.of("x3-secret"), "http://127.0.0.1:5050/callback")
                .withOtherRoot(baseUrl + "-us/v1");
        X3 x3 = new X3(config, transport, Clock.systemUTC());
        TokenClient api = TokenClient.of("Sage X3", transport, Clock.systemUTC(), RedirectPolicy.sameOrigin());
        Browser browser = new Browser(transport);

        AuthorizationTransaction pairing =
                x3.authorize("https://customer.example", "businessDomain.ALL", "api.graphQL");
        AuthorizationCallback callback = steps.step(
                "The customer's administrator accepts the pairing request; the browser comes back with a code.",
                () -> browser.open(pairing.uri()));
        Token token = steps.step(
                "The code is exchanged for a token pair: JSON in, JSON out, status 201.",
                () -> x3.complete(pairing, callback));
        UnverifiedJwt.read(token.accessToken().reveal())
                .ifPresent(jwt ->
                        steps.note("unverified claims: region " + jwt.claims().get("region") + ", scopes "
                                + jwt.claims().get("scopes")));
        steps.run(
                "The token opens Sage's GraphQL API in the customer's region (its path is the emulator's: Sage publishes"
                        + " none).",
                () -> api.requestJson(
                        WireRequest.post(x3.root(token) + "/graphql")
                                .service("X3")
                                .bearer(token.accessToken())
                                .acceptJson()
                                .json(Parameters.of("query", "{ customer { code name } }"))
                                .build(),
                        TokenDialect.standard()));
        Token renewed =
                steps.step("Five minutes are short: the refresh token gives a new pair.", () -> x3.refresh(token));
        steps.check(!renewed.requireRefreshToken().equals(token.requireRefreshToken()), "a new refresh token");

        AuthorizationTransaction elsewhere = x3.authorize("https://customer-us.example", "api.graphQL");
        AuthorizationCallback fromElsewhere = steps.step(
                "A customer who lives in another region: the redirect names the endpoint to use from now on.",
                () -> browser.open(elsewhere.uri()));
        steps.step(
                "The exchange goes to that region, because the configuration lists it.",
                () -> x3.complete(elsewhere, fromElsewhere));
        steps.refused("On purpose: a pairing request for a customer that nobody knows.", "invalid_request", () -> {
            AuthorizationTransaction unknown = x3.authorize("https://nobody.example", "api.graphQL");
            x3.complete(unknown, browser.open(unknown.uri()));
        });
        steps.refused(
                "On purpose: a refresh token that Sage never issued.",
                "invalid_grant",
                () -> x3.refresh(new Token(
                        token.accessToken(),
                        token.type(),
                        token.expiry(),
                        Secret.of("made-up-refresh-token"),
                        token.refreshExpiry(),
                        token.scopes(),
                        token.extras())));
    }
}
