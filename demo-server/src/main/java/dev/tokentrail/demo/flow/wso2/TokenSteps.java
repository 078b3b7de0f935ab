package dev.tokentrail.demo.flow.wso2;

import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.CallStep;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.demo.flow.step.WhichToken;
import dev.tokentrail.demo.flow.step.Words;
import java.time.Duration;
import java.util.List;

/** The steps that bring a token for credentials of the app or of a person, or renew it. */
final class TokenSteps {

    private TokenSteps() {}

    static Step clientCredentials() {
        return CallStep.describe(
                        "get-token",
                        "Get the application's own token",
                        "No person takes part: the application proves itself with its consumer key and consumer secret, and"
                                + " gets a token that stands for itself. There is no refresh token, since it can always ask"
                                + " again. WSO2 lets the application wish for a lifetime, validity_period.")
                .with(walk -> List.of(
                        Field.text(
                                "validity",
                                "Lifetime in seconds",
                                "600",
                                "Empty for the server's usual time, mostly an hour."),
                        Wso2Connection.scope("")))
                .sending(
                        TokenSteps::clientCredentialsRequest,
                        (walk, values) -> Wso2Connection.inJava(walk)
                                + "\nToken token = wso2.clientCredentials("
                                + JavaText.arguments(
                                        hasValidity(values)
                                                ? "Duration.ofSeconds("
                                                        + validity(values).toSeconds() + ")"
                                                : "",
                                        JavaText.quoted(Words.of(values, "scope")))
                                + ");",
                        (walk, values) -> Wso2Connection.keep(
                                walk,
                                hasValidity(values)
                                        ? Wso2Connection.of(walk)
                                                .clientCredentials(validity(values), Words.scopes(values))
                                        : Wso2Connection.of(walk).clientCredentials(Words.scopes(values))));
    }

    private static WireRequest clientCredentialsRequest(Walk walk, Values values) {
        return hasValidity(values)
                ? Wso2Connection.of(walk).clientCredentialsRequest(validity(values), Words.scopes(values))
                : Wso2Connection.of(walk).requests().clientCredentials(Words.of(values, "scope"));
    }

    private static boolean hasValidity(Values values) {
        return !values.text("validity").isEmpty();
    }

    private static Duration validity(Values values) {
        String seconds = values.text("validity");
        if (!seconds.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    "The lifetime is a number of seconds from 1 to 999999999, or empty for the server's usual time.");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    static Step password() {
        return CallStep.describe(
                        "get-token",
                        "Get a token for name and password",
                        "Legacy. The person gives the app name and password, and the app sends them on. So the app could keep"
                                + " them and do everything that the person can, and there is no second factor. Today's"
                                + " advice (RFC 9700) is not to use this grant at all; it is here because old"
                                + " installations and scripts still do.")
                .with(walk -> List.of(
                        Field.text(
                                "username",
                                "User name",
                                walk.emulated() ? "admin" : "",
                                "With @tenant behind it where there are tenants."),
                        Field.secret(
                                "password", "Password", walk.emulated() ? "admin" : "", "The emulator's is: admin."),
                        Wso2Connection.scope("openid")))
                .sending(
                        (walk, values) -> Wso2Connection.of(walk)
                                .requests()
                                .password(username(values), values.secret("password"), Words.of(values, "scope")),
                        (walk, values) -> Wso2Connection.inJava(walk)
                                + JavaText.secret("password", "WSO2_PASSWORD")
                                + "\nToken token = wso2.password("
                                + JavaText.arguments(
                                        JavaText.quoted(username(values)),
                                        "password",
                                        JavaText.quoted(Words.of(values, "scope")))
                                + ");",
                        (walk, values) -> Wso2Connection.keep(
                                walk,
                                Wso2Connection.of(walk)
                                        .password(username(values), values.secret("password"), Words.scopes(values))));
    }

    private static String username(Values values) {
        return Words.required(values, "username", "Fill in the user name.");
    }

    static Step refresh() {
        return CallStep.describe(
                        "refresh",
                        "Refresh the token",
                        "The refresh token brings a new access token without the person. At WSO2 it works once: the answer"
                                + " brings the next one, which has to be kept before anything else is done (rotation)."
                                + " Whoever presents a used one is refused, and so are two programs that refresh with the"
                                + " same one at the same time. One may ask for fewer scopes, never for more.")
                .waitingFor(WhichToken::missingRefresh)
                .with(walk -> List.of(Field.text(
                        "scope", "Scopes to keep", "", "Some of those that were granted; empty for all of them.")))
                .sending(
                        (walk, values) -> Wso2Connection.of(walk)
                                .requests()
                                .refresh(walk.requireToken().requireRefreshToken(), Words.of(values, "scope")),
                        (walk, values) -> Wso2Connection.inJava(walk)
                                + "\n// token: the one that is kept\nToken renewed = wso2.refresh("
                                + JavaText.arguments(
                                        "token",
                                        Words.of(values, "scope").isEmpty()
                                                ? ""
                                                : "List.of(" + JavaText.quoted(Words.of(values, "scope")) + ")")
                                + ");",
                        (walk, values) -> {
                            Token before = walk.requireToken();
                            Token renewed = Wso2Connection.of(walk).refresh(before, Words.of(values, "scope"));
                            String told = Wso2Connection.keep(walk, renewed);
                            return (before.requireRefreshToken().equals(renewed.requireRefreshToken())
                                            ? "The server keeps refresh tokens: the old one stays good. "
                                            : "The refresh token was used up, and the new one was kept. ")
                                    + told;
                        });
    }
}
