package dev.tokentrail.demo.flow.wso2;

import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.CallStep;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.demo.flow.step.Told;
import dev.tokentrail.demo.flow.step.WhichToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps that use a token, or ask about it. */
final class CallSteps {

    private static final String MENU = "/pizzashack/1.0.0/menu";
    private static final int LONGEST_PATH = 2_000;

    private CallSteps() {}

    static Step callApi() {
        return CallStep.describe(
                        "call-api",
                        "Call an API behind the gateway",
                        "The gateway stands before the APIs and looks at each call: is there a token in the header"
                                + " Authorization, is it still good, is the application subscribed, do the scopes allow this"
                                + " resource? If not, it answers with a number of its own, 900901 say, which the library"
                                + " reads from JSON and from the XML of older versions. The emulator has a pizza shop: GET"
                                + " /pizzashack/1.0.0/menu for everybody, POST /pizzashack/1.0.0/order for a person with"
                                + " the scope pizza.order.")
                .waitingFor(walk -> WhichToken.missing(walk).or(() -> missingGateway(walk)))
                .with(CallSteps::apiFields)
                .sending(
                        CallSteps::apiRequest,
                        (walk, values) -> Wso2Connection.inJava(walk)
                                + "\n// token: the one that is kept\nWireRequest request = wso2.apiRequest(token, "
                                + JavaText.quoted(List.of(values.text("method"), path(values)))
                                + ");\nWireResponse response = wso2.callApi(request);",
                        (walk, values) -> {
                            WireResponse response = Wso2Connection.of(walk).callApi(apiRequest(walk, values));
                            return "The gateway let the call through, and the API answered with " + response.status()
                                    + ".";
                        });
    }

    private static Optional<String> missingGateway(Walk walk) {
        return walk.connections().wso2().gateway() == null
                ? Optional.of("No gateway is configured, and so no API can be called.")
                : Optional.empty();
    }

    private static List<Field> apiFields(Walk walk) {
        List<Field> fields = new ArrayList<>(WhichToken.accessTokens(walk));
        fields.add(Field.choice("method", "Method", List.of("GET", "POST"), "What is to be done with the resource."));
        fields.add(Field.text(
                "path",
                "Path",
                walk.emulated() ? MENU : "/",
                "Context, version and resource of the API, below the gateway's address."));
        return fields;
    }

    private static WireRequest apiRequest(Walk walk, Values values) {
        return Wso2Connection.of(walk).apiRequest(WhichToken.token(walk, values), values.text("method"), path(values));
    }

    private static String path(Values values) {
        String path = values.text("path");
        if (!path.startsWith("/") || path.length() > LONGEST_PATH) {
            throw new IllegalArgumentException("The path of an API starts with a slash and has at most " + LONGEST_PATH
                    + " characters, " + MENU + " for example.");
        }
        return path;
    }

    static Step userinfo() {
        return CallStep.describe(
                        "userinfo",
                        "Ask who the person is",
                        "The userinfo endpoint of OpenID Connect says whom the token stands for. It wants a token with the"
                                + " scope openid. As it comes, WSO2 tells only sub, the person's identifier; more claims"
                                + " have to be configured for the application.")
                .waitingFor(WhichToken::missing)
                .with(WhichToken::accessTokens)
                .sending(
                        (walk, values) -> Wso2Connection.of(walk)
                                .requests()
                                .userinfo(WhichToken.token(walk, values).accessToken()),
                        (walk, values) -> Wso2Connection.inJava(walk)
                                + "\n// token: the one that is kept\nMap<String, Object> claims ="
                                + " wso2.userinfo(token);",
                        (walk, values) -> {
                            Map<String, Object> claims =
                                    Wso2Connection.of(walk).userinfo(WhichToken.token(walk, values));
                            return "The token stands for " + Told.cut(String.valueOf(claims.get("sub"))) + ".";
                        });
    }

    static Step introspect() {
        return CallStep.describe(
                        "introspect",
                        "Ask whether the token is good",
                        "Introspection (RFC 7662) asks the server that gave the token: is it good now, whom does it stand for,"
                                + " until when? That is more than a signature can tell, since a revoked token is still"
                                + " signed. How WSO2 wants the caller to prove itself is not documented; the library sends"
                                + " consumer key and secret.")
                .waitingFor(walk -> WhichToken.missing(walk).or(() -> Wso2Connection.missingAtGateway(walk)))
                .with(WhichToken::allTokens)
                .sending(
                        (walk, values) -> Wso2Connection.of(walk).requests().introspect(WhichToken.value(walk, values)),
                        (walk, values) -> Wso2Connection.inJava(walk)
                                + "\n// token: the one that is kept\nIntrospection answer = wso2.introspect("
                                + WhichToken.inJava(values) + ");",
                        (walk, values) -> Told.of(Wso2Connection.of(walk).introspect(WhichToken.value(walk, values))));
    }

    static Step revoke() {
        return CallStep.describe(
                        "revoke",
                        "Revoke the token",
                        "Whoever signs out, or loses a machine, ends the token before its time (RFC 7009). WSO2 ends the pair,"
                                + " whichever of the two is named; token_type_hint tells it where to look first. It answers"
                                + " 200 to any token, even one that it never gave, so ask again afterwards whether the token"
                                + " is good, or call the API with it.")
                .waitingFor(WhichToken::missingKept)
                .with(WhichToken::keptTokens)
                .sending(
                        (walk, values) -> Wso2Connection.of(walk)
                                .requests()
                                .revoke(
                                        WhichToken.value(walk, values),
                                        WhichToken.isRefresh(values) ? "refresh_token" : "access_token"),
                        (walk, values) -> Wso2Connection.inJava(walk)
                                + "\n// token: the one that is kept\nwso2."
                                + (WhichToken.isRefresh(values) ? "revokeRefreshToken" : "revokeAccessToken")
                                + "(token);",
                        CallSteps::revoked);
    }

    private static String revoked(Walk walk, Values values) {
        Token token = walk.requireToken();
        if (WhichToken.isRefresh(values)) {
            Wso2Connection.of(walk).revokeRefreshToken(token);
        } else {
            Wso2Connection.of(walk).revokeAccessToken(token);
        }
        WhichToken.revoked(walk, token);
        walk.forget();
        return token.refreshToken() == null
                ? "The token has ended, and was taken out of the token store."
                : "Access token and refresh token have ended, and were taken out of the token store.";
    }

    static Step jwks() {
        return CallStep.describe(
                        "keys",
                        "Read the keys",
                        "From version 4.0 on, access tokens are JWTs, signed with a private key. The public halves are here"
                                + " (JWKS, RFC 7517): with them anybody can check that WSO2 signed a token and nobody"
                                + " changed it. Each has an id, kid, which the token's header names.")
                .waitingFor(Wso2Connection::missingAtGateway)
                .sending(
                        (walk, values) -> Wso2Connection.of(walk).jwksRequest(),
                        (walk, values) -> Wso2Connection.inJava(walk) + "\nMap<String, Object> keySet = wso2.jwks();",
                        (walk, values) -> {
                            Map<String, Object> keySet = Wso2Connection.of(walk).jwks();
                            walk.note("jwks", keySet);
                            int keys = keySet.get("keys") instanceof List<?> list ? list.size() : 0;
                            return keys == 1 ? "WSO2 signs with one key." : "WSO2 publishes " + keys + " keys.";
                        });
    }
}
