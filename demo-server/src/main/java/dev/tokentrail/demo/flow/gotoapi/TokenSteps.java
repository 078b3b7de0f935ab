package dev.tokentrail.demo.flow.gotoapi;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.CallStep;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.demo.flow.step.WhichToken;
import dev.tokentrail.demo.flow.step.Words;
import java.util.List;

/** The steps that bring a token without a browser, or renew it. */
final class TokenSteps {

    private TokenSteps() {}

    static Step personalAccessToken() {
        return CallStep.describe(
                        "get-token",
                        "Trade the personal access token",
                        "The personal access token is made by hand in the GoTo account and does not end soon, so it is"
                                + " guarded like a password. It opens no API by itself: the app sends it once, with its"
                                + " own client secret, and gets an access token of an hour. The client has to have this"
                                + " grant enabled, and the scopes of both have to match.")
                .with(walk -> List.of(Field.secret(
                        "pat",
                        "Personal access token",
                        walk.emulated() ? "goto-pat" : "",
                        "Made at myaccount.goto.com. The emulator knows goto-pat.")))
                .sending(
                        (walk, values) ->
                                GoToConnection.configured(walk).personalAccessTokenRequest(values.secret("pat")),
                        (walk, values) -> GoToConnection.inJava(walk)
                                + JavaText.secret("personalAccessToken", "GOTO_PAT")
                                + "\nToken token = goTo.personalAccessToken(personalAccessToken);",
                        (walk, values) -> GoToConnection.keep(
                                walk,
                                walk.connections().goTo().client(),
                                GoToConnection.configured(walk).personalAccessToken(values.secret("pat"))));
    }

    static Step legacyPassword() {
        return CallStep.describe(
                        "get-token",
                        "Log in with the password",
                        "Legacy. The person types the password into this app, which sends it to GoTo. So the app could keep"
                                + " it and do everything that the person can, there is no second factor, and whoever"
                                + " changes the password breaks the app. Today's advice (RFC 9700) is not to use this"
                                + " grant at all. The emulator knows an old client that still may, goto-legacy; any other"
                                + " is refused with unauthorized_client.")
                .with(TokenSteps::passwordFields)
                .sending(
                        (walk, values) -> GoToConnection.with(walk, legacyClient(walk, values))
                                .legacyPasswordRequest(username(values), values.secret("password")),
                        (walk, values) -> GoToConnection.inJava(walk, legacyClient(walk, values))
                                + JavaText.secret("password", "GOTO_PASSWORD")
                                + "\nToken token = goTo.legacyPassword(" + JavaText.quoted(username(values))
                                + ", password);",
                        (walk, values) -> {
                            ClientAuthentication client = legacyClient(walk, values);
                            Token token = GoToConnection.with(walk, client)
                                    .legacyPassword(username(values), values.secret("password"));
                            return GoToConnection.keep(walk, client, token);
                        });
    }

    private static List<Field> passwordFields(Walk walk) {
        boolean demo = walk.emulated();
        return List.of(
                Field.text("username", "E-mail address", demo ? "user@example.com" : "", "Who logs in."),
                Field.secret("password", "Password", demo ? "password" : "", "The emulator's is: password."),
                Field.text(
                        "client_id",
                        "Client id",
                        demo ? "goto-legacy" : "",
                        "A client that may still do this; empty for the configured one."),
                Field.secret(
                        "client_secret",
                        "Client secret",
                        demo ? "goto-legacy-secret" : "",
                        "The secret of that client; empty for the configured one."));
    }

    private static String username(Values values) {
        return Words.required(values, "username", "Fill in the e-mail address of the person.");
    }

    private static ClientAuthentication legacyClient(Walk walk, Values values) {
        String id = values.text("client_id");
        if (id.isEmpty()) {
            return walk.connections().goTo().client();
        }
        Secret secret = Secret.of(Words.required(
                values, "client_secret", "Fill in the secret of this client, or leave both fields of it empty."));
        return ClientAuthentication.basic(id, secret);
    }

    static Step refresh() {
        return CallStep.describe(
                        "refresh",
                        "Refresh the token",
                        "An access token lives for an hour; the refresh token brings the next one without the person. GoTo's"
                                + " answer has a habit: it holds no refresh_token and no token_type. The old refresh token"
                                + " stays good, and the library keeps it. A program that believed the answer to the letter"
                                + " would have thrown it away, and would be locked out an hour later.")
                .waitingFor(WhichToken::missingRefresh)
                .sending(
                        (walk, values) -> GoToConnection.ofToken(walk).refreshRequest(walk.requireToken()),
                        (walk, values) -> GoToConnection.inJavaOfToken(walk)
                                + "\n// token: the one that is kept\nToken renewed = goTo.refresh(token);",
                        (walk, values) -> {
                            Token before = walk.requireToken();
                            Token renewed = GoToConnection.ofToken(walk).refresh(before);
                            String told = GoToConnection.keep(walk, GoToConnection.clientOfToken(walk), renewed);
                            return (before.requireRefreshToken().equals(renewed.requireRefreshToken())
                                            ? "A new access token came, and no refresh token: the old one was kept. "
                                            : "A new access token came, and a new refresh token, which was kept. ")
                                    + told;
                        });
    }
}
