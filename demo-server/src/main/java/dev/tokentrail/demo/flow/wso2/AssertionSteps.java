package dev.tokentrail.demo.flow.wso2;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.TokenExchange;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.CallStep;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.demo.flow.step.Words;
import java.util.List;

/** The steps that bring a token for something that another party signed. */
final class AssertionSteps {

    private static final String ASSERTION = "assertion";

    private AssertionSteps() {}

    static Step jwtBearer() {
        return CallStep.describe(
                        "get-token",
                        "Trade a signed JWT",
                        "The person is signed in elsewhere already, at an identity provider that WSO2 trusts. That provider"
                                + " says so in a JWT (RFC 7523): who says it, iss; of whom, sub; to whom, aud; until when,"
                                + " exp; and a signature. The app hands it in and gets a token for that person, without a"
                                + " password. The emulator plays the identity provider, and its JWT works once and for"
                                + " five minutes.")
                .with(walk -> List.of(
                        Field.longText(
                                ASSERTION,
                                "Assertion (JWT)",
                                DemoAssertions.jwt(walk),
                                "From the identity provider; three parts with dots between them."),
                        Wso2Connection.scope("openid")))
                .sending(
                        (walk, values) -> Wso2Connection.of(walk)
                                .requests()
                                .jwtBearer(assertion(values), Words.of(values, "scope")),
                        (walk, values) -> inJava(walk, values, "jwtBearer"),
                        (walk, values) -> {
                            DemoAssertions.usedJwt(walk);
                            return Wso2Connection.keep(
                                    walk, Wso2Connection.of(walk).jwtBearer(assertion(values), Words.scopes(values)));
                        });
    }

    static Step saml2Bearer() {
        return CallStep.describe(
                        "get-token",
                        "Trade a signed SAML assertion",
                        "The same with the older language of company sign-ons: an identity provider states in signed XML"
                                + " (SAML 2.0, RFC 7522) who the person is. It travels in base64url. The emulator plays the"
                                + " identity provider, and its assertion is good for five minutes.")
                .with(walk -> List.of(
                        Field.longText(
                                ASSERTION,
                                "Assertion (SAML 2.0 in base64url)",
                                DemoAssertions.saml2(walk),
                                "From the identity provider, base64url without line breaks."),
                        Wso2Connection.scope("openid")))
                .sending(
                        (walk, values) -> Wso2Connection.of(walk)
                                .requests()
                                .saml2Bearer(assertion(values), Words.of(values, "scope")),
                        (walk, values) -> inJava(walk, values, "saml2Bearer"),
                        (walk, values) -> Wso2Connection.keep(
                                walk, Wso2Connection.of(walk).saml2Bearer(assertion(values), Words.scopes(values))));
    }

    static Step tokenExchange() {
        return CallStep.describe(
                        "get-token",
                        "Exchange a token for another",
                        "A service was called with a token that is good here, and has to call another that knows only WSO2's"
                                + " tokens. It exchanges the one for the other (RFC 8693), still on behalf of the same"
                                + " person. Version 4.x has it. The emulator takes a JWT of its identity provider.")
                .waitingFor(Wso2Connection::missingAtGateway)
                .with(walk -> List.of(
                        Field.longText(
                                "subject_token",
                                "Token to exchange",
                                DemoAssertions.jwt(walk),
                                "For whom the new one is."),
                        Field.choice(
                                "subject_token_type",
                                "What it is",
                                List.of(TokenExchange.JWT, TokenExchange.ACCESS_TOKEN),
                                "The emulator takes a JWT and refuses an access token."),
                        Wso2Connection.scope("openid")))
                .sending(
                        (walk, values) -> Wso2Connection.of(walk).requests().tokenExchange(exchange(values)),
                        (walk, values) -> Wso2Connection.inJava(walk)
                                + JavaText.secret("subjectToken", "WSO2_SUBJECT_TOKEN")
                                + "\nTokenExchange exchange = new TokenExchange(subjectToken, TokenExchange."
                                + (exchange(values).subjectTokenType().equals(TokenExchange.JWT)
                                        ? "JWT"
                                        : "ACCESS_TOKEN")
                                + ", null, null, null, List.of(), List.of(), List.of("
                                + JavaText.quoted(Words.of(values, "scope")) + "));\n"
                                + "Token token = wso2.exchange(exchange);",
                        (walk, values) -> Wso2Connection.keep(
                                walk, Wso2Connection.of(walk).exchange(exchange(values))));
    }

    private static TokenExchange exchange(Values values) {
        return new TokenExchange(
                Secret.of(Words.required(values, "subject_token", "Fill in the token to exchange.")),
                values.text("subject_token_type"),
                null,
                null,
                null,
                List.of(),
                List.of(),
                Words.of(values, "scope"));
    }

    private static Secret assertion(Values values) {
        return Secret.of(Words.required(values, ASSERTION, "Fill in the assertion that the identity provider signed."));
    }

    private static String inJava(Walk walk, Values values, String method) {
        return Wso2Connection.inJava(walk)
                + JavaText.secret(ASSERTION, "WSO2_ASSERTION")
                + "\nToken token = wso2." + method + "("
                + JavaText.arguments(ASSERTION, JavaText.quoted(Words.of(values, "scope"))) + ");";
    }
}
