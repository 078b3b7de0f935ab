package dev.tokentrail.demo.flow.xbooker;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.CallStep;
import dev.tokentrail.demo.flow.step.Told;
import dev.tokentrail.demo.flow.step.WhichToken;
import dev.tokentrail.demo.flow.step.Words;
import dev.tokentrail.provider.xbooker.XBookerConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps from the client secret to an answer of the API. */
final class TokenSteps {

    private TokenSteps() {}

    static Step refreshToken() {
        return CallStep.describe(
                        "get-refresh-token",
                        "Ask for a refresh token",
                        "An admin of the organization made this app and gave it three things, which stand on the app's"
                                + " card. They go along in the headers of a GET: no form, no OAuth. The answer is a refresh"
                                + " token, which lasts as long as the app and is bound to this place; the secret is not"
                                + " needed again. But mind: asking once more ends the access tokens that came of the token"
                                + " before. So one place asks, once.")
                .with(TokenSteps::appFields)
                .sending(
                        (walk, values) -> XBookerConnection.with(walk, config(walk, values))
                                .refreshTokenRequest(),
                        (walk, values) -> XBookerConnection.inJava(config(walk, values))
                                + "\nSecret refreshToken = xBooker.refreshToken();\n"
                                + "// or this and the next step in one: Token token = xBooker.token();",
                        (walk, values) -> {
                            XBookerConfig config = config(walk, values);
                            boolean again = XBookerConnection.refreshToken(walk).isPresent();
                            Secret got = XBookerConnection.with(walk, config).refreshToken();
                            XBookerConnection.keep(walk, config, got);
                            return "X Booker gave a refresh token, which opens no API: it is there to get access tokens"
                                    + " with, as often as one wants."
                                    + (again ? " The access tokens that came of the one before have ended." : "");
                        });
    }

    private static List<Field> appFields(Walk walk) {
        XBookerConfig configured = walk.connections().xBooker();
        boolean demo = walk.emulated();
        return List.of(
                Field.text(
                        "organization_id",
                        "Organization",
                        configured.organizationId(),
                        "Which company it is about. It stands on the app's card."),
                Field.text("client_id", "ID", configured.clientId(), "Which app asks. It stands on the app's card."),
                Field.secret(
                        "client_secret",
                        "Secret",
                        demo ? "xbooker-secret" : "",
                        demo ? "The emulator's is: xbooker-secret." : "Leave it empty for the configured one."));
    }

    private static XBookerConfig config(Walk walk, Values values) {
        XBookerConfig configured = walk.connections().xBooker();
        Secret secret = walk.emulated() || !values.text("client_secret").isEmpty()
                ? values.secret("client_secret")
                : configured.clientSecret();
        return new XBookerConfig(
                Words.required(values, "organization_id", "Fill in the id of the organization."),
                Words.required(values, "client_id", "Fill in the id of the app."),
                secret,
                configured.authAddress(),
                configured.apiAddress());
    }

    static Step accessToken() {
        return CallStep.describe(
                        "get-token",
                        "Get an access token",
                        "The refresh token goes into the header Authorization, where an access token stands elsewhere, and"
                                + " the answer is an access token of two minutes. Nothing on the wire says how long it"
                                + " lives: the library knows it from X Booker's documentation. So short a life makes a"
                                + " stolen access token nearly worthless, and the refresh token all the more precious.")
                .waitingFor(walk -> XBookerConnection.refreshToken(walk).isPresent()
                        ? Optional.empty()
                        : Optional.of("Ask for a refresh token first."))
                .sending(
                        (walk, values) ->
                                XBookerConnection.ofRefreshToken(walk).accessTokenRequest(requireRefreshToken(walk)),
                        (walk, values) -> XBookerConnection.inJava(XBookerConnection.configOfRefreshToken(walk))
                                + "\n// refreshToken: from the step before\n"
                                + "Token token = xBooker.accessToken(refreshToken);",
                        (walk, values) -> {
                            Token token = XBookerConnection.ofRefreshToken(walk).accessToken(requireRefreshToken(walk));
                            walk.keep(token);
                            return "X Booker gave an access token. " + Told.of(token, walk.clock());
                        });
    }

    private static Secret requireRefreshToken(Walk walk) {
        return XBookerConnection.refreshToken(walk).orElseThrow();
    }

    static Step organization() {
        return CallStep.describe(
                        "call-api",
                        "Ask for the organization",
                        "Now the access token stands in the header Authorization, after the word Bearer, and the API"
                                + " answers. Let more than two minutes pass and it says so: refresh the token then. Ask for"
                                + " another refresh token in the first step and this token has ended too, whatever its two"
                                + " minutes say: then the error tells that somebody else asked.")
                .waitingFor(WhichToken::missingKept)
                .sending(
                        (walk, values) ->
                                XBookerConnection.ofRefreshToken(walk).organizationRequest(walk.requireToken()),
                        (walk, values) -> XBookerConnection.inJava(XBookerConnection.configOfRefreshToken(walk))
                                + "\n// token: the one that is kept\n"
                                + "Map<String, Object> organization = xBooker.organization(token);",
                        (walk, values) -> {
                            Map<String, Object> organization =
                                    XBookerConnection.ofRefreshToken(walk).organization(walk.requireToken());
                            return "X Booker let the token in and answered: " + Told.cut(String.valueOf(organization));
                        });
    }

    static Step refresh() {
        return CallStep.describe(
                        "refresh",
                        "Get the next access token",
                        "Two minutes are over soon. The same request with the same refresh token brings the next access"
                                + " token. Other services replace the refresh token each time; X Booker's stays good as"
                                + " often as it is used, so there is nothing to replace. An app that asks with its secret"
                                + " instead, each time, ends its own access tokens over and over.")
                .waitingFor(WhichToken::missingRefresh)
                .sending(
                        (walk, values) -> XBookerConnection.ofRefreshToken(walk).refreshRequest(walk.requireToken()),
                        (walk, values) -> XBookerConnection.inJava(XBookerConnection.configOfRefreshToken(walk))
                                + "\n// token: the one that is kept\nToken renewed = xBooker.refresh(token);",
                        (walk, values) -> {
                            Token renewed =
                                    XBookerConnection.ofRefreshToken(walk).refresh(walk.requireToken());
                            walk.keep(renewed);
                            return "A new access token came; the refresh token is the same as before. "
                                    + Told.of(renewed, walk.clock());
                        });
    }
}
