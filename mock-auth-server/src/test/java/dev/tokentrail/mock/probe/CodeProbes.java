package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.assumed;
import static dev.tokentrail.mock.probe.Cell.documented;
import static dev.tokentrail.mock.probe.Cell.none;
import static dev.tokentrail.mock.probe.Cell.rfc;
import static dev.tokentrail.mock.probe.TokenRequestProbes.X3_MISSING;

import dev.tokentrail.mock.probe.Row.Probe;
import dev.tokentrail.mock.probe.Subject.Client;
import java.util.List;

/** Authorization codes: made up, used twice, too late, by somebody else. */
final class CodeProbes {

    private static final String X3_CODE = "403 Pairing request not found";
    private static final String X3_URI =
            "404 Could not associate the values with an application registered on Sage Business Cloud";
    private static final String UNKNOWN = "400 invalid_grant: Invalid authorization code received from token request";
    private static final String USED = "400 invalid_grant: Inactive authorization code received from token request";
    private static final String MISMATCH = "400 invalid_grant: Callback url mismatch";

    private CodeProbes() {}

    static Table table() {
        return new Table(
                "Authorization code",
                "",
                List.of(
                        row(
                                "made-up code",
                                subject -> subject.redeem("made-up-code").said(),
                                documented(X3_CODE),
                                rfc("400 invalid_grant"),
                                documented(UNKNOWN)),
                        row(
                                "code missing",
                                subject -> subject.redeem("x").without("code").said(),
                                documented(X3_MISSING),
                                rfc("400 invalid_request"),
                                rfc("400 invalid_request: Missing parameters: code")),
                        row(
                                "code twice",
                                CodeProbes::twice,
                                assumed("201 token \u2192 " + X3_CODE),
                                rfc("200 token \u2192 400 invalid_grant"),
                                documented("200 token \u2192 " + USED)),
                        row(
                                "... and the first one's access token",
                                CodeProbes::twiceThenAccess,
                                rfc("401 Unauthorised"),
                                rfc("401 AUTHN_INVALID_TOKEN"),
                                documented("401 900901"),
                                documented("401 900901")),
                        row(
                                "... and the first one's refresh token",
                                CodeProbes::twiceThenRefresh,
                                rfc(X3_CODE),
                                rfc("400 invalid_grant"),
                                documented("400 invalid_grant: Invalid refresh token state")),
                        row(
                                "other client's code",
                                CodeProbes::otherClient,
                                assumed(X3_CODE),
                                rfc("400 invalid_grant"),
                                rfc(UNKNOWN)),
                        row(
                                "... then its own client's",
                                subject -> {
                                    String code = subject.code();
                                    subject.as(subject.other(), subject.redeem(code))
                                            .said();
                                    return subject.redeem(code).said();
                                },
                                assumed("201 token"),
                                assumed("200 token"),
                                assumed("200 token")),
                        row(
                                "different redirect URI",
                                subject -> subject.redeem(subject.code())
                                        .set("redirect_uri", "http://127.0.0.1:1/other")
                                        .said(),
                                documented(X3_URI),
                                documented("400 invalid_grant"),
                                documented(MISMATCH)),
                        row(
                                "redirect URI with a final slash",
                                CodeProbes::finalSlash,
                                documented(X3_URI),
                                documented("400 invalid_grant"),
                                documented(MISMATCH)),
                        row(
                                "redirect URI missing",
                                subject -> subject.redeem(subject.code())
                                        .without("redirect_uri")
                                        .said(),
                                documented(X3_MISSING),
                                documented("400 invalid_grant"),
                                rfc("400 invalid_request: Missing parameters: redirect_uri")),
                        row(
                                "code a second before its end",
                                subject -> late(subject, 299),
                                assumed("201 token"),
                                assumed("200 token"),
                                documented("200 token")),
                        row(
                                "code at its end",
                                subject -> late(subject, 300),
                                documented("403 The request has expired."),
                                rfc("400 invalid_grant"),
                                documented(
                                        "400 invalid_grant: Expired or Revoked authorization code received from token"
                                                + " request")),
                        row(
                                "code with a space after it",
                                subject -> subject.redeem(subject.code() + " ").said(),
                                documented(X3_CODE),
                                rfc("400 invalid_grant"),
                                documented(UNKNOWN)),
                        row(
                                "code as a refresh token",
                                subject -> subject.refresh(subject.code()).said(),
                                assumed(X3_CODE),
                                rfc("400 invalid_grant"),
                                documented("400 invalid_grant: Persisted access token data not found")),
                        row(
                                "code at another region's endpoint",
                                CodeProbes::otherRegion,
                                documented("301 \u2192 201 token"),
                                noRegions(),
                                noRegions()),
                        row(
                                "two codes of one request",
                                subject -> "differ " + !subject.code().equals(subject.code()),
                                rfc("differ true"),
                                rfc("differ true"),
                                rfc("differ true"))));
    }

    private static Row row(String name, Probe probe, Cell x3, Cell goTo, Cell... wso2) {
        return Row.row(name, probe, x3, Absent.noCode(), Absent.noCode(), goTo, wso2[0], wso2[wso2.length - 1]);
    }

    private static Cell noRegions() {
        return none("no regions here", subject -> subject.authorize().send().redirected("endpoint") == null);
    }

    private static String twice(Subject subject) {
        String code = subject.code();
        return subject.redeem(code).said() + " \u2192 " + subject.redeem(code).said();
    }

    private static Reply replayed(Subject subject) {
        String code = authorizeForApi(subject);
        Reply first = subject.redeem(code).send();
        subject.redeem(code).send();
        return first;
    }

    private static String authorizeForApi(Subject subject) {
        Call call = subject.authorize();
        if (subject instanceof Wso2Subject) {
            call.set("scope", "PRODUCTION pizza.order");
        }
        return String.valueOf(call.send().redirected("code"));
    }

    private static String twiceThenAccess(Subject subject) {
        return subject.api(replayed(subject).text("access_token")).said();
    }

    private static String twiceThenRefresh(Subject subject) {
        return subject.refresh(replayed(subject).text("refresh_token")).said();
    }

    private static String otherClient(Subject subject) {
        return subject.as(subject.other(), subject.redeem(subject.code())).said();
    }

    private static String finalSlash(Subject subject) {
        String code = String.valueOf(subject.authorize()
                .set("client_id", "exact")
                .set("redirect_uri", Subject.URI_OF_EXACT)
                .send()
                .redirected("code"));
        return subject.as(new Client("exact", "exact-secret"), subject.redeem(code))
                .set("redirect_uri", Subject.URI_OF_EXACT + "/")
                .said();
    }

    private static String late(Subject subject, long seconds) {
        String code = subject.code();
        subject.later(seconds);
        return subject.redeem(code).said();
    }

    private static String otherRegion(Subject subject) {
        String code = subject.code();
        Reply moved = ((X3Subject) subject).elsewhere(subject.redeem(code)).send();
        return moved.status() + " \u2192 " + subject.redeem(code).said();
    }
}
