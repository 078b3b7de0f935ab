package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.assumed;
import static dev.tokentrail.mock.probe.Cell.documented;
import static dev.tokentrail.mock.probe.Cell.none;
import static dev.tokentrail.mock.probe.Cell.rfc;
import static dev.tokentrail.mock.probe.Row.row;
import static dev.tokentrail.mock.probe.TokenRequestProbes.X3_MISSING;

import dev.tokentrail.mock.probe.Subject.Pair;
import java.util.List;

/** Refresh tokens: made up, rotated away, too late, for more than was granted. */
final class RefreshProbes {

    private static final String X3_TOKEN = "403 Pairing request not found";
    private static final String XB_TOKEN = "400 Invalid refresh token";
    private static final String NO_SCOPE = "no scope in a refresh";
    private static final String UNKNOWN = "400 invalid_grant: Persisted access token data not found";
    private static final String SUPERSEDED = "400 invalid_grant: Invalid refresh token value in the request";

    private RefreshProbes() {}

    static Table table() {
        return new Table(
                "Refresh token",
                "X3, WSO2 and, with `refresh=yes`, Sonetel rotate. GoTo's and X Booker's refresh tokens are reusable:"
                        + " both are documented.",
                List.of(
                        row(
                                "made-up refresh token",
                                subject ->
                                        subject.refresh("made-up-refresh-token").said(),
                                assumed(X3_TOKEN),
                                assumed("400 invalid_grant"),
                                documented(XB_TOKEN),
                                rfc("400 invalid_grant"),
                                documented(UNKNOWN)),
                        row(
                                "refresh token missing",
                                RefreshProbes::missing,
                                documented(X3_MISSING),
                                assumed("400 invalid_request"),
                                assumed(XB_TOKEN),
                                rfc("400 invalid_request"),
                                rfc("400 invalid_request: Missing parameters: refresh_token")),
                        row(
                                "old refresh token after rotation",
                                RefreshProbes::again,
                                assumed("201 token \u2192 " + X3_TOKEN),
                                rfc("200 token \u2192 400 invalid_grant"),
                                documented("200 token \u2192 200 token"),
                                documented("200 token \u2192 200 token"),
                                documented("200 token \u2192 " + SUPERSEDED)),
                        row(
                                "... then the new one",
                                RefreshProbes::newOneAfterOld,
                                assumed("201 token"),
                                assumed("200 token"),
                                none("no rotation", RefreshProbes::sameForever),
                                none("no rotation", RefreshProbes::sameForever),
                                assumed("200 token")),
                        row(
                                "other client's refresh token",
                                subject -> subject.as(
                                                subject.other(),
                                                subject.refresh(subject.pair().refresh()))
                                        .said(),
                                assumed(X3_TOKEN),
                                rfc("400 invalid_grant"),
                                documented(XB_TOKEN),
                                rfc("400 invalid_grant"),
                                rfc(UNKNOWN)),
                        row(
                                "... then its own client's",
                                RefreshProbes::afterOtherClient,
                                assumed("201 token"),
                                assumed("200 token"),
                                documented("200 token"),
                                assumed("200 token"),
                                assumed("200 token")),
                        row(
                                "without client authentication",
                                subject -> subject.anonymous(
                                                subject.refresh(subject.pair().refresh()))
                                        .said(),
                                documented(X3_MISSING),
                                assumed("401 invalid_client"),
                                none("client-id alone is asked for", RefreshProbes::onlyClientId),
                                rfc("401 invalid_client"),
                                documented("401 invalid_client: Client Authentication failed."),
                                documented("401 invalid_client: Unsupported Client Authentication Method!")),
                        row(
                                "access token as refresh token",
                                subject ->
                                        subject.refresh(subject.pair().access()).said(),
                                assumed(X3_TOKEN),
                                rfc("400 invalid_grant"),
                                documented(XB_TOKEN),
                                rfc("400 invalid_grant"),
                                documented(UNKNOWN)),
                        row(
                                "refresh token of another service",
                                RefreshProbes::foreign,
                                assumed(X3_TOKEN),
                                assumed("400 invalid_grant"),
                                documented(XB_TOKEN),
                                rfc("400 invalid_grant"),
                                documented(UNKNOWN)),
                        row(
                                "wider scope",
                                subject -> subject.refresh(subject.pair().refresh())
                                        .set("scope", "users.v1.lines.read account.admin")
                                        .said(),
                                ignoredScope("201 token"),
                                rfc("400 invalid_scope"),
                                none(NO_SCOPE, RefreshProbes::scopeIgnored),
                                rfc("400 invalid_scope"),
                                documented("400 invalid_scope: Invalid Scope!")),
                        row(
                                "... then without it",
                                RefreshProbes::afterWiderScope,
                                assumed("201 token"),
                                assumed("200 token"),
                                none(NO_SCOPE, RefreshProbes::scopeIgnored),
                                assumed("200 token"),
                                assumed("200 token")),
                        row(
                                "narrower scope",
                                RefreshProbes::narrower,
                                none(NO_SCOPE, RefreshProbes::scopeIgnored),
                                none("scopes cannot be narrowed", RefreshProbes::scopeIgnored),
                                none(NO_SCOPE, RefreshProbes::scopeIgnored),
                                rfc("200 users.v1.lines.read"),
                                documented("200 PRODUCTION")),
                        row(
                                "... then the wide one again",
                                RefreshProbes::wideAfterNarrow,
                                none(NO_SCOPE, RefreshProbes::scopeIgnored),
                                none("scopes cannot be narrowed", RefreshProbes::scopeIgnored),
                                none(NO_SCOPE, RefreshProbes::scopeIgnored),
                                rfc("200 token"),
                                assumed("400 invalid_scope")),
                        row(
                                "a second before its end",
                                subject -> late(subject, 1),
                                documented("201 token"),
                                documented("200 token"),
                                noEnd("200 token"),
                                assumed("200 token"),
                                documented("200 token")),
                        row(
                                "at its end",
                                subject -> late(subject, 0),
                                assumed("403 The request has expired."),
                                assumed("400 invalid_grant"),
                                documented(
                                        "400 Your refresh token is expired, please issue another refresh token first."),
                                rfc("400 invalid_grant"),
                                documented("400 invalid_grant: Refresh token is expired.")),
                        row(
                                "of a revoked grant",
                                RefreshProbes::revoked,
                                noRevocation(),
                                noRevocation(),
                                documented(XB_TOKEN),
                                rfc("400 invalid_grant"),
                                documented("400 invalid_grant: Invalid refresh token state")),
                        row(
                                "from another program (user agent)",
                                subject -> subject.refresh(subject.pair().refresh())
                                        .header("User-Agent", "another")
                                        .said(),
                                rfc("201 token"),
                                rfc("200 token"),
                                documented("400 You are't permitted to use this access token"),
                                rfc("200 token"),
                                rfc("200 token")),
                        row(
                                "`refresh=no`, then again",
                                subject -> {
                                    Pair pair = subject.pair();
                                    return subject.refresh(pair.refresh())
                                                    .set("refresh", "no")
                                                    .said()
                                            + " \u2192 "
                                            + subject.refresh(pair.refresh())
                                                    .set("refresh", "no")
                                                    .said();
                                },
                                onlySonetel(),
                                assumed("200 token \u2192 200 token"),
                                onlySonetel(),
                                onlySonetel(),
                                onlySonetel()),
                        row(
                                "`refresh=maybe`",
                                subject ->
                                        subject.token().set("refresh", "maybe").said(),
                                onlySonetel(),
                                documented("400 invalid_request"),
                                onlySonetel(),
                                onlySonetel(),
                                onlySonetel())));
    }

    private static String foreign(Subject subject) {
        try (Subject other =
                subject instanceof SonetelSubject ? new GoToSubject(subject.mock) : new SonetelSubject(subject.mock)) {
            return subject.refresh(other.pair().refresh()).said();
        }
    }

    private static Cell ignoredScope(String answer) {
        return assumed(answer);
    }

    private static Cell noEnd(String answer) {
        return documented(answer);
    }

    private static Cell noRevocation() {
        return Absent.noInspection();
    }

    private static Cell onlySonetel() {
        return none(
                "Sonetel only",
                subject -> subject.token().set("refresh", "maybe").said().endsWith(" token"));
    }

    private static String missing(Subject subject) {
        Call call = subject.refresh("x").without("refresh_token");
        return (subject instanceof XBookerSubject ? call.withoutHeader("Authorization") : call).said();
    }

    private static String again(Subject subject) {
        Pair pair = subject.pair();
        return subject.refresh(pair.refresh()).said()
                + " \u2192 "
                + subject.refresh(pair.refresh()).said();
    }

    private static String newOneAfterOld(Subject subject) {
        Pair pair = subject.pair();
        String next = subject.refresh(pair.refresh()).send().text("refresh_token");
        subject.refresh(pair.refresh()).send();
        return subject.refresh(next).said();
    }

    private static boolean sameForever(Subject subject) {
        return subject.refresh(subject.pair().refresh())
                        .send()
                        .json()
                        .toString()
                        .indexOf("refresh")
                < 0;
    }

    private static String afterOtherClient(Subject subject) {
        Pair pair = subject.pair();
        subject.as(subject.other(), subject.refresh(pair.refresh())).send();
        return subject.refresh(pair.refresh()).said();
    }

    private static boolean onlyClientId(Subject subject) {
        return subject.anonymous(subject.refresh(subject.pair().refresh()))
                .said()
                .equals(XB_TOKEN);
    }

    private static boolean scopeIgnored(Subject subject) {
        Call call = subject.refresh(subject.pair().refresh());
        return (subject instanceof SonetelSubject ? call.set("scope", "account.read") : call.query("scope", "nonsense"))
                .said()
                .endsWith(" token");
    }

    private static String afterWiderScope(Subject subject) {
        Pair pair = subject.pair();
        Reply first =
                subject.refresh(pair.refresh()).set("scope", "account.admin").send();
        return subject.refresh(first.status() == 201 ? first.text("refresh_token") : pair.refresh())
                .said();
    }

    private static Reply narrowed(Subject subject, Pair pair) {
        return subject.refresh(pair.refresh())
                .set("scope", subject instanceof GoToSubject ? "users.v1.lines.read" : "PRODUCTION")
                .send();
    }

    private static String narrower(Subject subject) {
        Reply reply = narrowed(subject, subject.pair());
        return reply.status() + " " + reply.text("scope");
    }

    private static String wideAfterNarrow(Subject subject) {
        Pair pair = subject.pair();
        Reply narrow = narrowed(subject, pair);
        Object next = narrow.member("refresh_token");
        return subject.refresh(next == null ? pair.refresh() : next.toString())
                .set(
                        "scope",
                        subject instanceof GoToSubject
                                ? "messaging.v1.send users.v1.lines.read"
                                : "PRODUCTION pizza.order")
                .said();
    }

    private static String late(Subject subject, long secondsBefore) {
        return subject.refreshAfterLife(secondsBefore).said();
    }

    private static String revoked(Subject subject) {
        Pair pair = subject.pair();
        if (subject instanceof XBookerSubject) {
            subject.token().send();
        } else {
            subject.revoke(pair.refresh()).send();
        }
        return subject.refresh(pair.refresh()).said();
    }
}
