package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.assumed;
import static dev.tokentrail.mock.probe.Cell.documented;
import static dev.tokentrail.mock.probe.Cell.none;
import static dev.tokentrail.mock.probe.Cell.rfc;
import static dev.tokentrail.mock.probe.TokenRequestProbes.X3_MISSING;

import dev.tokentrail.mock.probe.Row.Probe;
import java.util.ArrayList;
import java.util.List;

/** Authorization requests, and where the browser is sent. */
final class AuthorizationProbes {

    private static final String X3_URI =
            "404 Could not associate the values with an application registered on Sage Business Cloud";
    private static final String X3_CLIENT =
            "404 Could not associate the values with an active application registered on Sage Business Cloud";
    private static final String ODD_STATE = "a b+c&d=e%41/?#\u00e9\u20ac<script>\"'\\\u0001";

    private AuthorizationProbes() {}

    static Table table() {
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                "nothing wrong",
                subject -> subject.authorize().said(),
                documented("307 code"),
                documented("302 code"),
                documented("302 code")));
        rows.add(row(
                "client unknown",
                subject -> subject.authorize().set("client_id", "nobody").said(),
                documented(X3_CLIENT),
                rfc("400 invalid_request"),
                documented("302 error page, invalid_client")));
        rows.add(row(
                "client missing",
                subject -> subject.authorize().without("client_id").said(),
                documented(X3_MISSING),
                rfc("400 invalid_request"),
                documented("302 error page, invalid_client")));
        rows.add(row(
                "redirect URI missing",
                subject -> subject.authorize().without("redirect_uri").said(),
                documented(X3_MISSING),
                documented("302 code"),
                documented("302 error page, invalid_callback")));
        rows.add(row(
                "the same, two are registered",
                subject -> subject.authorize()
                        .set("client_id", "two")
                        .without("redirect_uri")
                        .said(),
                none("always needed", AuthorizationProbes::needsRedirectUri),
                rfc("400 invalid_request"),
                none("always needed", AuthorizationProbes::needsRedirectUri)));
        for (String[] wrong : new String[][] {
            {"of another site", "https://evil.example/callback"},
            {"with a fragment", Subject.URI_OF_EXACT + "#x"},
            {"with a longer path", Subject.URI_OF_EXACT + "/x"},
            {"with a final slash", Subject.URI_OF_EXACT + "/"},
            {"with a query", Subject.URI_OF_EXACT + "?x=1"},
            {"with its default port", "https://app.example:443/callback"},
            {"with another port", "https://app.example:8443/callback"},
            {"with its host in capitals", "https://APP.EXAMPLE/callback"},
            {"with its path in capitals", "https://app.example/CALLBACK"},
            {"with http", "http://app.example/callback"},
            {"with user info", "https://app.example@evil.example/callback"},
            {"as a subdomain of another site", "https://app.example.evil.example/callback"},
            {"with a dot segment", "https://app.example/x/../callback"},
            {"with an escaped letter", "https://app.example/%63allback"},
            {"with a line break", Subject.URI_OF_EXACT + "\r\nX-Injected: 1"},
            {"with a final space", Subject.URI_OF_EXACT + " "}
        }) {
            rows.add(row(
                    "redirect URI " + wrong[0],
                    subject -> subject.authorize()
                            .set("client_id", "exact")
                            .set("redirect_uri", wrong[1])
                            .said(),
                    documented(X3_URI),
                    rfc("400 invalid_request"),
                    documented("302 error page, invalid_callback")));
        }
        for (String[] loopback : new String[][] {
            {"with user info", "http://127.0.0.1@evil.example/"},
            {"as a subdomain", "http://localhost.evil.example/"},
            {"with a fragment", "http://127.0.0.1:8080/callback#x"},
            {"with a backslash", "http://127.0.0.1\\@evil.example/"},
            {"with another scheme", "javascript://127.0.0.1/%0aalert(1)"}
        }) {
            rows.add(row(
                    "loopback URI " + loopback[0],
                    subject ->
                            subject.authorize().set("redirect_uri", loopback[1]).said(),
                    assumed(X3_URI),
                    rfc("400 invalid_request"),
                    rfc("302 error page, invalid_callback")));
        }
        rows.add(row(
                "loopback URI with any port and path",
                subject -> subject.authorize()
                        .set("redirect_uri", "http://[::1]:49152/any/path")
                        .said(),
                assumed("307 code"),
                rfc("302 code"),
                rfc("302 code")));
        rows.add(row(
                "registered URI with a query",
                AuthorizationProbes::keepsQuery,
                rfc("the query is kept"),
                rfc("the query is kept"),
                rfc("the query is kept")));
        rows.add(row(
                "a parameter twice",
                subject -> subject.authorize().twice("redirect_uri").said(),
                assumed(X3_MISSING),
                rfc("400 invalid_request"),
                documented("302 error page, invalid_request")));
        rows.add(row(
                "response type missing",
                subject -> subject.authorize().without("response_type").said(),
                documented("307 code"),
                rfc("302 error=invalid_request"),
                rfc("302 error=invalid_request")));
        rows.add(row(
                "response type unknown",
                subject -> subject.authorize().set("response_type", "nonsense").said(),
                assumed("307 code"),
                rfc("302 error=unsupported_response_type"),
                rfc("302 error=unsupported_response_type")));
        rows.add(row(
                "response type token",
                subject -> subject.authorize().set("response_type", "token").said(),
                assumed("307 code"),
                rfc("302 error=unsupported_response_type"),
                rfc("302 error=unauthorized_client")));
        rows.add(row(
                "scope unknown",
                subject -> subject.authorize().set("scope", "nonsense").said(),
                assumed("307 code"),
                rfc("302 error=invalid_scope"),
                documented("302 code")));
        rows.add(row(
                "scope missing",
                subject -> subject.authorize().without("scope").said(),
                documented(X3_MISSING),
                rfc("302 code"),
                rfc("302 code")));
        rows.add(row(
                "the person says no",
                AuthorizationProbes::denied,
                documented("307 error, statusCode=403: The pairing request has not been accepted."),
                rfc("302 error=access_denied"),
                documented("302 error=access_denied"),
                documented("302 error=access_denied: User denied the consent")));
        rows.add(row(
                "state with odd characters",
                subject -> "echoed "
                        + ODD_STATE.equals(subject.authorize()
                                .set("state", ODD_STATE)
                                .send()
                                .redirected("state")),
                rfc("echoed true"),
                rfc("echoed true"),
                rfc("echoed true")));
        rows.add(row(
                "state in an error",
                AuthorizationProbes::stateInError,
                rfc("echoed true"),
                rfc("echoed true"),
                rfc("echoed true")));
        rows.add(row(
                "state missing",
                subject -> "invented "
                        + (subject.authorize().without("state").send().redirected("state") != null),
                rfc("invented false"),
                rfc("invented false"),
                rfc("invented false")));
        rows.add(row(
                "state empty, as if it were missing",
                subject -> "invented "
                        + (subject.authorize().set("state", "").send().redirected("state") != null),
                rfc("invented false"),
                rfc("invented false"),
                rfc("invented false")));
        rows.add(row(
                "customer unknown",
                subject -> subject.authorize()
                        .set("customer", "https://nobody.example")
                        .said(),
                documented(
                        "307 error, statusCode=404: Could not associate the requested url with an customer application"
                                + " registered on Sage Business Cloud"),
                ignored("302 code"),
                ignored("302 code")));
        rows.add(row(
                "POST",
                subject -> subject.authorize().by("POST").said(),
                assumed("405 This path answers GET, OPTIONS"),
                rfc("405 method_not_allowed"),
                rfc("405 method_not_allowed")));
        rows.add(row(
                "HEAD, which must issue nothing",
                subject -> subject.authorize().by("HEAD").said(),
                assumed("405"),
                assumed("405"),
                assumed("405")));
        return new Table(
                "Authorization request",
                "Nobody is sent to a redirect URI that is not exactly a registered one, or before the client is known:"
                        + " then X3 and GoTo answer an error of their own, and WSO2 redirects to its own error page.",
                List.copyOf(rows));
    }

    private static Row row(String name, Probe probe, Cell x3, Cell goTo, Cell... wso2) {
        return Row.row(name, probe, x3, Absent.noCode(), Absent.noCode(), goTo, wso2[0], wso2[wso2.length - 1]);
    }

    private static Cell ignored(String answer) {
        return rfc(answer);
    }

    private static boolean needsRedirectUri(Subject subject) {
        return !subject.authorize()
                .set("client_id", "exact")
                .without("redirect_uri")
                .said()
                .endsWith(" code");
    }

    private static String keepsQuery(Subject subject) {
        String uri = Subject.URI_OF_EXACT + "?tenant=1";
        Reply reply = subject.authorize()
                .set("client_id", "query")
                .set("redirect_uri", uri)
                .send();
        return reply.header("Location").startsWith(uri + "&code=") ? "the query is kept" : reply.header("Location");
    }

    private static String denied(Subject subject) {
        if (subject instanceof X3Subject) {
            subject.mock.x3().denyNext();
        } else if (subject instanceof GoToSubject) {
            subject.mock.goTo().denyNext();
        } else {
            subject.mock.wso2().denyNext();
        }
        return subject.authorize().said();
    }

    private static String stateInError(Subject subject) {
        Call call = subject instanceof X3Subject
                ? subject.authorize().set("customer", "https://nobody.example")
                : subject.authorize().set("response_type", "nonsense");
        Reply reply = call.set("state", ODD_STATE).send();
        return "echoed " + (reply.redirected("error") != null && ODD_STATE.equals(reply.redirected("state")));
    }
}
