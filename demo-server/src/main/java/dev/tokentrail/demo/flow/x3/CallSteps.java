package dev.tokentrail.demo.flow.x3;

import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenClient;
import dev.tokentrail.core.token.TokenDialect;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.CallStep;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.demo.flow.step.Told;
import dev.tokentrail.demo.flow.step.WhichToken;
import dev.tokentrail.demo.flow.step.Words;
import java.util.List;
import java.util.Map;

/** The steps that use the pair of tokens. */
final class CallSteps {

    private static final int LONGEST_PATH = 2_000;

    /** How the gateway says what is wrong, with its own failures and with GraphQL's. */
    private static final TokenDialect API_ANSWERS =
            TokenDialect.builder().errorMessage("/message", "/errors/0/message").build();

    private CallSteps() {}

    static Step graphQl() {
        return CallStep.describe(
                        "call-api",
                        "Call the GraphQL API",
                        "The access token goes along in the header Authorization, after the word Bearer; whoever holds it"
                                + " may read what it allows, so it is shown to nobody. The call goes to the region that"
                                + " the token came from. Let more than five minutes pass and Sage answers 401: refresh the"
                                + " token then. Sage publishes no path for its GraphQL API; the one that stands here is"
                                + " the emulator's.")
                .waitingFor(WhichToken::missingKept)
                .with(walk -> List.of(
                        Field.text(
                                "path",
                                "Path",
                                walk.emulated() ? "/graphql" : "",
                                "What follows the regional root, from the slash on."),
                        Field.longText(
                                "query",
                                "GraphQL query",
                                "{ customer { code name } }",
                                "What to read. The emulator always answers with the same customer.")))
                .sending(CallSteps::query, CallSteps::queryInJava, (walk, values) -> {
                    Map<String, Object> answer = TokenClient.of(
                                    "Sage X3", walk.transport(), walk.clock(), RedirectPolicy.sameOrigin())
                            .requestJson(query(walk, values), API_ANSWERS);
                    return "Sage let the token in and answered: " + Told.cut(String.valueOf(answer));
                });
    }

    private static WireRequest query(Walk walk, Values values) {
        Token token = walk.requireToken();
        return WireRequest.post(
                        X3Connection.with(walk, X3Connection.ofToken(walk)).root(token) + path(values))
                .service("X3")
                .bearer(token.accessToken())
                .acceptJson()
                .json(Parameters.of("query", text(values)))
                .build();
    }

    private static String queryInJava(Walk walk, Values values) {
        return X3Connection.inJava(X3Connection.ofToken(walk))
                + "\n// token: the one that is kept\n"
                + "WireRequest request = WireRequest.post(x3.root(token) + " + JavaText.quoted(path(values)) + ")\n"
                + "        .service(\"X3\")\n"
                + "        .bearer(token.accessToken())\n"
                + "        .acceptJson()\n"
                + "        .json(Parameters.of(\"query\", " + JavaText.quoted(text(values)) + "))\n"
                + "        .build();\n"
                + "TokenDialect answers = TokenDialect.builder()\n"
                + "        .errorMessage(\"/message\", \"/errors/0/message\")\n"
                + "        .build();\n"
                + "Map<String, Object> answer = TokenClient.of(\"Sage X3\").requestJson(request, answers);";
    }

    private static String path(Values values) {
        String path = values.text("path");
        if (!path.startsWith("/") || path.length() > LONGEST_PATH) {
            throw new IllegalArgumentException(
                    "The path starts with a slash and has at most " + LONGEST_PATH + " characters.");
        }
        return path;
    }

    private static String text(Values values) {
        return Words.required(values, "query", "Fill in a GraphQL query.");
    }

    static Step refresh() {
        return CallStep.describe(
                        "refresh",
                        "Refresh: a new pair",
                        "Five minutes are short, and the customer's administrator is not to be asked again each time: the"
                                + " refresh token brings the next access token, in the region that the first came from."
                                + " Sage gives a new refresh token too. The old one is then used up (Sage does not say"
                                + " so; the emulator and the library take it for granted), so a program that keeps the"
                                + " old one has lost its customer.")
                .waitingFor(WhichToken::missingRefresh)
                .sending(
                        (walk, values) -> X3Connection.with(walk, X3Connection.ofToken(walk))
                                .refreshRequest(walk.requireToken()),
                        (walk, values) -> X3Connection.inJava(X3Connection.ofToken(walk))
                                + "\n// token: the one that is kept\nToken renewed = x3.refresh(token);",
                        (walk, values) -> {
                            Token before = walk.requireToken();
                            Token renewed = X3Connection.with(walk, X3Connection.ofToken(walk))
                                    .refresh(before);
                            walk.keep(renewed);
                            return (before.requireRefreshToken().equals(renewed.requireRefreshToken())
                                            ? "A new access token came; the refresh token is the same as before. "
                                            : "The refresh token was used up, and the new pair was kept. ")
                                    + Told.of(renewed, walk.clock());
                        });
    }
}
