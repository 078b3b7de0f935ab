package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.assumed;
import static dev.tokentrail.mock.probe.Cell.documented;
import static dev.tokentrail.mock.probe.Cell.none;
import static dev.tokentrail.mock.probe.Cell.rfc;
import static dev.tokentrail.mock.probe.Row.row;

import java.util.Base64;
import java.util.List;

/** API calls with an access token that is missing, not good, or in the wrong place. */
final class ApiProbes {

    private static final String X3 = "401 Unauthorised";
    private static final String SONETEL = "401 failed: Invalid access token";
    private static final String XB = "403 No refresh tokens found please get a refresh token first";
    private static final String GOTO = "401 AUTHN_INVALID_TOKEN";
    private static final String WSO2 = "401 900901";
    private static final String WSO2_4 = "401 900901: Invalid Credentials";
    private static final String INVALID = "Bearer error=\"invalid_token\"";

    private ApiProbes() {}

    static Table table() {
        return new Table(
                "API call",
                "X3's GraphQL, Sonetel's account, X Booker's organization, GoTo's messages, and an order behind WSO2's"
                        + " gateway.",
                List.of(
                        row(
                                "nothing wrong",
                                subject -> subject.api(subject.pair().access()).said(),
                                documented("200"),
                                documented("200"),
                                documented("200"),
                                documented("201"),
                                assumed("201")),
                        row(
                                "no token",
                                subject -> subject.api("x")
                                        .withoutHeader("Authorization")
                                        .said(),
                                documented(X3),
                                assumed(SONETEL),
                                assumed(XB),
                                assumed(GOTO),
                                documented("401 900902"),
                                documented("401 900902: Missing Credentials")),
                        row(
                                "... its `WWW-Authenticate`",
                                subject -> challenge(subject.api("x").withoutHeader("Authorization")),
                                rfc("Bearer"),
                                rfc("Bearer"),
                                assumed("none"),
                                rfc("Bearer"),
                                assumed("OAuth2 realm=\"WSO2 API Manager\"")),
                        refused(
                                "made-up token",
                                subject -> subject.api("made-up-token").said()),
                        row(
                                "... its `WWW-Authenticate`",
                                subject -> challenge(subject.api("made-up-token")),
                                rfc(INVALID),
                                rfc(INVALID),
                                assumed("none"),
                                rfc(INVALID),
                                assumed("OAuth2 realm=\"WSO2 API Manager\"")),
                        row(
                                "token a second before its end",
                                subject -> late(subject, 1),
                                documented("200"),
                                documented("200"),
                                documented("200"),
                                documented("201"),
                                documented("201")),
                        row(
                                "token at its end",
                                subject -> late(subject, 0),
                                documented(X3),
                                assumed(SONETEL),
                                documented("403 Access token expired"),
                                rfc(GOTO),
                                documented(WSO2),
                                documented(WSO2_4)),
                        row(
                                "token without the scope",
                                subject -> withoutScope(subject).said(),
                                assumed(X3),
                                none("every token has every scope", ApiProbes::sameScopes),
                                documented("403 Invalid request scope"),
                                rfc("403 AUTHZ_INSUFFICIENT_SCOPE"),
                                documented("403 900910"),
                                documented("403 900910: The access token does not allow you to access the requested"
                                        + " resource")),
                        row(
                                "... its `WWW-Authenticate`",
                                subject -> challenge(withoutScope(subject)),
                                rfc("Bearer error=\"insufficient_scope\", scope=\"api.graphQL\""),
                                none("every token has every scope", ApiProbes::sameScopes),
                                assumed("none"),
                                rfc("Bearer error=\"insufficient_scope\", scope=\"messaging.v1.send\""),
                                assumed("none")),
                        refused(
                                "refresh token as access token",
                                subject -> subject.api(subject.pair().refresh()).said()),
                        refused("token of another service", ApiProbes::foreign),
                        refused(
                                "one character more",
                                subject -> subject.api(subject.pair().access() + "x")
                                        .said()),
                        refused("`alg: none` and the same claims", ApiProbes::unsigned),
                        row(
                                "superseded by a newer refresh token",
                                ApiProbes::superseded,
                                assumed("200"),
                                assumed("200"),
                                documented(XB),
                                assumed("201"),
                                documented(WSO2),
                                assumed("201")),
                        row(
                                "in the query instead",
                                subject -> subject.api("x")
                                        .withoutHeader("Authorization")
                                        .query("access_token", subject.pair().access())
                                        .said(),
                                rfc(X3),
                                rfc(SONETEL),
                                rfc(XB),
                                rfc(GOTO),
                                rfc("401 900902"),
                                rfc("401 900902: Missing Credentials")),
                        row(
                                "in the header and the query",
                                subject -> {
                                    String token = subject.pair().access();
                                    return subject.api(token)
                                            .query("access_token", token)
                                            .said();
                                },
                                assumed(X3),
                                assumed(SONETEL),
                                assumed(XB),
                                rfc("400 INVALID_REQUEST"),
                                assumed(WSO2),
                                assumed(WSO2_4)),
                        row(
                                "in the header and a form",
                                subject -> {
                                    String token = subject.pair().access();
                                    return subject.api(token)
                                            .body("application/x-www-form-urlencoded", "access_token=" + token)
                                            .said();
                                },
                                assumed(X3),
                                assumed(SONETEL),
                                assumed(XB),
                                rfc("400 INVALID_REQUEST"),
                                assumed(WSO2),
                                assumed(WSO2_4)),
                        refused("two `Authorization` lines", subject -> {
                            String token = subject.pair().access();
                            return subject.api(token)
                                    .alsoHeader("Authorization", "Bearer " + token)
                                    .said();
                        }),
                        refused(
                                "scheme Basic",
                                subject -> subject.api("x")
                                        .header(
                                                "Authorization",
                                                "Basic " + subject.pair().access())
                                        .said()),
                        row(
                                "scheme in lower case",
                                subject -> subject.api("x")
                                        .header(
                                                "Authorization",
                                                "bearer " + subject.pair().access())
                                        .said(),
                                rfc("200"),
                                rfc("200"),
                                rfc("200"),
                                rfc("201"),
                                rfc("201")),
                        row(
                                "another method",
                                subject -> subject.api(subject.pair().access())
                                        .by("DELETE")
                                        .said(),
                                assumed("405 This path answers OPTIONS, POST"),
                                assumed("405 method_not_allowed"),
                                documented("403 Method not recognized"),
                                assumed("405 method_not_allowed"),
                                documented("403 900906"),
                                documented("403 900906: No matching resource found in the API for the given"
                                        + " request"))));
    }

    private static Row refused(String name, Row.Probe probe) {
        return row(name, probe, rfc(X3), rfc(SONETEL), documented(XB), rfc(GOTO), documented(WSO2), documented(WSO2_4));
    }

    private static String challenge(Call call) {
        String challenge = call.send().header("WWW-Authenticate");
        return challenge.isEmpty() ? "none" : challenge;
    }

    private static String late(Subject subject, long secondsBefore) {
        String token = subject.pair().access();
        subject.later(subject.accessSeconds() - secondsBefore);
        return subject.api(token).said();
    }

    private static Call withoutScope(Subject subject) {
        if (subject instanceof XBookerSubject) {
            String refreshToken = subject.tokenOf(subject.other()).send().text("refreshToken");
            return subject.api(subject.refresh(refreshToken)
                    .set("client-id", subject.other().id())
                    .send()
                    .text("accessToken"));
        }
        Call call = subject.authorize()
                .set(
                        "scope",
                        subject instanceof X3Subject
                                ? "api.dataDelivery"
                                : subject instanceof GoToSubject ? "users.v1.lines.read" : "PRODUCTION");
        String code = String.valueOf(call.send().redirected("code"));
        return subject.api(subject.redeem(code).send().text("access_token"));
    }

    private static boolean sameScopes(Subject subject) {
        Reply reply = subject.token().set("scope", "account.read").send();
        String payload = reply.text("access_token").split("\\.")[1];
        return new String(Base64.getUrlDecoder().decode(payload), java.nio.charset.StandardCharsets.UTF_8)
                .contains("user.write");
    }

    private static String foreign(Subject subject) {
        try (Subject other =
                subject instanceof SonetelSubject ? new GoToSubject(subject.mock) : new SonetelSubject(subject.mock)) {
            return subject.api(other.pair().access()).said();
        }
    }

    private static String unsigned(Subject subject) {
        String token = subject.pair().access();
        String[] parts = token.split("\\.");
        String payload = parts.length == 3 ? parts[1] : "e30";
        return subject.api("eyJhbGciOiJub25lIn0." + payload + ".").said();
    }

    private static String superseded(Subject subject) {
        Subject.Pair pair = subject.pair();
        if (subject instanceof XBookerSubject) {
            subject.token().send();
        } else {
            subject.refresh(pair.refresh()).send();
        }
        return subject.api(pair.access()).said();
    }
}
