package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.assumed;
import static dev.tokentrail.mock.probe.Cell.documented;
import static dev.tokentrail.mock.probe.Cell.none;
import static dev.tokentrail.mock.probe.Cell.rfc;

import dev.tokentrail.mock.probe.Row.Probe;
import dev.tokentrail.mock.probe.Subject.Pair;
import java.util.List;

/** Introspection (RFC 7662), revocation (RFC 7009) and userinfo. */
final class InspectionProbes {

    private static final String FAILED = "401 invalid_client: Client Authentication failed.";
    private static final String GONE = "200 {\"active\":false}";

    private InspectionProbes() {}

    static Table table() {
        return new Table(
                "Introspection, revocation, userinfo",
                "",
                List.of(
                        row(
                                "introspect: access token",
                                s -> s.introspect(s.pair().access()).said(),
                                rfc("200 active=true"),
                                documented("200 active=true")),
                        row(
                                "introspect: refresh token",
                                s -> s.introspect(s.pair().refresh()).said(),
                                rfc("200 active=true"),
                                documented("200 active=true")),
                        row("introspect: nonsense", s -> whole(s.introspect("nonsense")), rfc(GONE), documented(GONE)),
                        row("introspect: revoked token", InspectionProbes::revoked, rfc(GONE), documented(GONE)),
                        row("introspect: token at its end", InspectionProbes::expired, rfc(GONE), documented(GONE)),
                        row(
                                "introspect: one character more",
                                s -> whole(s.introspect(s.pair().access() + "x")),
                                rfc(GONE),
                                documented(GONE)),
                        row(
                                "introspect: rotated refresh token",
                                InspectionProbes::rotated,
                                none(
                                        "no rotation",
                                        s -> s.refresh(s.pair().refresh())
                                                        .send()
                                                        .member("refresh_token")
                                                == null),
                                documented(GONE)),
                        row(
                                "introspect: other client's token",
                                s -> s.as(s.other(), s.introspect(s.pair().access()))
                                        .said(),
                                assumed("200 active=false"),
                                assumed("200 active=true")),
                        row(
                                "introspect: token missing",
                                s -> s.introspect("x").without("token").said(),
                                rfc("400 invalid_request"),
                                documented("400 Invalid input")),
                        row(
                                "introspect: token twice",
                                s -> s.introspect("x").twice("token").said(),
                                rfc("400 invalid_request"),
                                rfc("400 invalid_request")),
                        row(
                                "introspect: no client",
                                s -> s.anonymous(s.introspect("x")).said(),
                                rfc("401 invalid_client"),
                                rfc(FAILED),
                                rfc("401 invalid_client: Unsupported Client Authentication Method!")),
                        row(
                                "introspect: wrong secret",
                                s -> s.introspect("x")
                                        .basic(s.main().id(), "wrong-secret")
                                        .said(),
                                rfc("401 invalid_client"),
                                rfc(FAILED),
                                rfc("401 invalid_client: Client credentials are invalid.")),
                        row(
                                "introspect: wrong hint",
                                s -> s.introspect(s.pair().access())
                                        .set("token_type_hint", "refresh_token")
                                        .said(),
                                rfc("200 active=true"),
                                rfc("200 active=true")),
                        row(
                                "introspect: GET",
                                s -> s.introspect("x").by("GET").said(),
                                rfc("405 method_not_allowed"),
                                rfc("405 method_not_allowed")),
                        row(
                                "introspect: all in the query",
                                s -> s.introspect("x").parametersInQuery().said(),
                                rfc("400 invalid_request"),
                                rfc("400 Invalid input"),
                                documented("400 invalid_request: Invalid request with sensitive data in the URL.")),
                        row("revoke: nonsense", s -> s.revoke("nonsense").said(), rfc("200"), documented("200")),
                        row(
                                "revoke: the same twice",
                                InspectionProbes::twice,
                                rfc("200 \u2192 200"),
                                documented("200 \u2192 200")),
                        row(
                                "revoke: refresh token, then the API",
                                InspectionProbes::refreshThenApi,
                                rfc("401 AUTHN_INVALID_TOKEN"),
                                documented("401 900901")),
                        row(
                                "revoke: access token, then a refresh",
                                InspectionProbes::accessThenRefresh,
                                assumed("200 token"),
                                assumed("400 invalid_grant: Invalid refresh token state")),
                        row(
                                "revoke: other client's token",
                                s -> s.as(s.other(), s.revoke(s.pair().access()))
                                        .said(),
                                rfc("400 invalid_grant"),
                                documented("401 unauthorized_client: Client Authentication failed.")),
                        row(
                                "... which then lives on",
                                InspectionProbes::livesOn,
                                rfc("200 active=true"),
                                rfc("200 active=true")),
                        row(
                                "revoke: token missing",
                                s -> s.revoke("x").without("token").said(),
                                rfc("400 invalid_request"),
                                documented("400 invalid_request: Invalid revocation request")),
                        row(
                                "revoke: no client",
                                s -> s.anonymous(s.revoke("x")).said(),
                                rfc("401 invalid_client"),
                                documented(FAILED)),
                        row(
                                "revoke: GET",
                                s -> s.revoke("x").by("GET").said(),
                                rfc("405 method_not_allowed"),
                                rfc("405 method_not_allowed")),
                        userinfo(
                                "userinfo: nothing wrong",
                                s -> userinfo(s, "openid").said(),
                                documented("200")),
                        userinfo(
                                "userinfo: no token",
                                s -> userinfo(s, "openid")
                                        .withoutHeader("Authorization")
                                        .said(),
                                documented("400 invalid_request: Authorization or Content-Type header is missing")),
                        userinfo(
                                "userinfo: made-up token",
                                s -> userinfo(s, "openid")
                                        .bearer("made-up-token")
                                        .said(),
                                documented("401 invalid_token: Access token validation failed")),
                        userinfo(
                                "... its `WWW-Authenticate`",
                                s -> userinfo(s, "openid")
                                        .bearer("made-up-token")
                                        .send()
                                        .header("WWW-Authenticate"),
                                documented("Bearer error=\"invalid_token\"")),
                        userinfo(
                                "userinfo: without openid",
                                s -> userinfo(s, "PRODUCTION").said(),
                                documented("403 insufficient_scope: Access token does not have the openid scope")),
                        userinfo(
                                "userinfo: token in header and query",
                                s -> userinfo(s, "openid")
                                        .query("access_token", "x")
                                        .said(),
                                rfc("400 invalid_request"))));
    }

    private static Row row(String name, Probe probe, Cell goTo, Cell... wso2) {
        return Row.row(
                name,
                probe,
                Absent.noInspection(),
                Absent.noInspection(),
                Absent.noInspection(),
                goTo,
                wso2[0],
                wso2[wso2.length - 1]);
    }

    private static Row userinfo(String name, Probe probe, Cell wso2) {
        return row(name, probe, Absent.noInspection(), wso2);
    }

    private static String whole(Call call) {
        Reply reply = call.send();
        return reply.status() + " " + reply.body();
    }

    private static String revoked(Subject subject) {
        String token = subject.pair().access();
        subject.revoke(token).send();
        return whole(subject.introspect(token));
    }

    private static String expired(Subject subject) {
        String token = subject.pair().access();
        subject.later(subject.accessSeconds());
        return whole(subject.introspect(token));
    }

    private static String rotated(Subject subject) {
        Pair pair = subject.pair();
        subject.refresh(pair.refresh()).send();
        return whole(subject.introspect(pair.refresh()));
    }

    private static String twice(Subject subject) {
        String token = subject.pair().access();
        return subject.revoke(token).said() + " \u2192 " + subject.revoke(token).said();
    }

    private static String refreshThenApi(Subject subject) {
        Pair pair = subject.pair();
        subject.revoke(pair.refresh()).send();
        return Page.brief(subject.api(pair.access()).said());
    }

    private static String accessThenRefresh(Subject subject) {
        Pair pair = subject.pair();
        subject.revoke(pair.access()).send();
        return subject.refresh(pair.refresh()).said();
    }

    private static String livesOn(Subject subject) {
        String token = subject.pair().access();
        subject.as(subject.other(), subject.revoke(token)).send();
        return subject.introspect(token).said();
    }

    private static Call userinfo(Subject subject, String scope) {
        String token = subject.token().set("scope", scope).send().text("access_token");
        return ((Wso2Subject) subject).userinfo(token);
    }
}
