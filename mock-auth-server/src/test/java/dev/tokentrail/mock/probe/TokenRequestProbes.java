package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.assumed;
import static dev.tokentrail.mock.probe.Cell.documented;
import static dev.tokentrail.mock.probe.Cell.rfc;
import static dev.tokentrail.mock.probe.Row.row;

import dev.tokentrail.mock.probe.Call.Carrier;
import java.util.List;

/** Token requests that are wrong in shape. */
final class TokenRequestProbes {

    static final String X3_MISSING = "400 Missing required request parameters";
    private static final String XB_CLIENT = "400 Client not found, or invalid client id";
    private static final String XB_ORGANIZATION = "400 Organization not found, invalid organization id";

    private TokenRequestProbes() {}

    static Table table() {
        return new Table(
                "Token request",
                "The simplest good request of each service, spoilt in one place. X Booker's is a GET whose parameters are"
                        + " header lines, X3's is a refresh in JSON.",
                List.of(
                        row(
                                "nothing wrong",
                                subject -> subject.token().said(),
                                documented("201 token"),
                                documented("200 token"),
                                assumed("200 token"),
                                rfc("200 token"),
                                documented("200 token")),
                        row(
                                "grant unknown",
                                subject -> subject.token()
                                        .set("grant_type", "nonsense")
                                        .said(),
                                documented("400 Invalid grant type"),
                                assumed("400 unsupported_grant_type"),
                                Absent.pathIsGrant(),
                                rfc("400 unsupported_grant_type"),
                                documented("400 invalid_request: Unsupported grant_type value")),
                        row(
                                "grant in capitals",
                                subject -> subject.token()
                                        .set("grant_type", "REFRESH_TOKEN")
                                        .said(),
                                documented("400 Invalid grant type"),
                                assumed("400 unsupported_grant_type"),
                                Absent.pathIsGrant(),
                                rfc("400 unsupported_grant_type"),
                                documented("400 invalid_request: Unsupported grant_type value")),
                        row(
                                "grant missing",
                                subject -> subject.token().without("grant_type").said(),
                                documented(X3_MISSING),
                                documented("400 invalid_request: Missing grant type"),
                                Absent.pathIsGrant(),
                                rfc("400 invalid_request"),
                                documented("400 invalid_request: Missing grant_type parameter value")),
                        row(
                                "grant empty",
                                subject -> subject.token().set("grant_type", "").said(),
                                rfc(X3_MISSING),
                                rfc("400 invalid_request: Missing grant type"),
                                Absent.pathIsGrant(),
                                rfc("400 invalid_request"),
                                rfc("400 invalid_request: Missing grant_type parameter value")),
                        row(
                                "another parameter empty",
                                TokenRequestProbes::otherParameterEmpty,
                                rfc(X3_MISSING),
                                rfc("400 invalid_request"),
                                assumed(XB_ORGANIZATION),
                                rfc("400 invalid_request"),
                                rfc("400 invalid_request: Missing parameters: username")),
                        row(
                                "a parameter twice",
                                subject -> subject.token()
                                        .twice(subject instanceof XBookerSubject ? "client-id" : "grant_type")
                                        .said(),
                                rfc(X3_MISSING),
                                rfc("400 invalid_request"),
                                assumed(XB_CLIENT),
                                rfc("400 invalid_request"),
                                documented("400 invalid_request: Invalid request with repeated parameters.")),
                        row(
                                "an unknown parameter",
                                subject -> subject.token().add("colour", "red").said(),
                                rfc("201 token"),
                                documented("200 token"),
                                assumed("200 token"),
                                rfc("200 token"),
                                rfc("200 token")),
                        row(
                                "all parameters in the query",
                                subject -> subject.token().parametersInQuery().said(),
                                rfc(X3_MISSING),
                                rfc("400 invalid_request: Missing grant type"),
                                assumed(XB_ORGANIZATION),
                                rfc("400 invalid_request"),
                                rfc("400 invalid_request: Missing grant_type parameter value"),
                                documented("400 invalid_request: Invalid request with sensitive data in the URL.")),
                        row(
                                "broken percent-encoding or JSON",
                                subject -> subject.token()
                                        .body(
                                                subject instanceof X3Subject
                                                        ? "application/json"
                                                        : "application/x-www-form-urlencoded",
                                                "grant_type=%zz")
                                        .said(),
                                assumed(X3_MISSING),
                                assumed("400 invalid_request"),
                                Absent.noBody(),
                                rfc("400 invalid_request"),
                                rfc("400 invalid_request")),
                        row(
                                "a value of 100,000 characters",
                                subject -> subject instanceof XBookerSubject
                                        ? subject.token()
                                                .set("client-id", "x".repeat(8_000))
                                                .said()
                                        : subject.token()
                                                .set("grant_type", "x".repeat(100_000))
                                                .said(),
                                documented("400 Invalid grant type"),
                                assumed("400 unsupported_grant_type"),
                                documented(XB_CLIENT),
                                rfc("400 unsupported_grant_type"),
                                documented("400 invalid_request: Unsupported grant_type value")),
                        row(
                                "text/plain",
                                subject -> subject.token()
                                        .carrying(Carrier.FORM)
                                        .contentType("text/plain")
                                        .said(),
                                assumed(X3_MISSING),
                                assumed("400 invalid_request"),
                                Absent.noBody(),
                                rfc("400 invalid_request"),
                                assumed("415 invalid_request")),
                        row(
                                "no content type",
                                subject -> subject.token().contentType("none").said(),
                                assumed(X3_MISSING),
                                assumed("400 invalid_request"),
                                Absent.noBody(),
                                rfc("400 invalid_request"),
                                assumed("415 invalid_request")),
                        row(
                                "content type with charset",
                                subject -> subject.token()
                                        .contentType(
                                                subject instanceof X3Subject
                                                        ? "application/json; charset=utf-8"
                                                        : "application/x-www-form-urlencoded; charset=UTF-8")
                                        .said(),
                                rfc("201 token"),
                                rfc("200 token"),
                                Absent.noBody(),
                                rfc("200 token"),
                                rfc("200 token")),
                        row(
                                "a form to X3, JSON to the others",
                                subject -> subject.token()
                                        .carrying(subject instanceof X3Subject ? Carrier.FORM : Carrier.JSON)
                                        .said(),
                                assumed(X3_MISSING),
                                assumed("400 invalid_request"),
                                Absent.noBody(),
                                rfc("400 invalid_request"),
                                assumed("415 invalid_request"),
                                documented("200 token")),
                        row(
                                "multipart/form-data",
                                subject -> subject.token()
                                        .carrying(Carrier.MULTIPART)
                                        .said(),
                                assumed(X3_MISSING),
                                documented("200 token"),
                                Absent.noBody(),
                                rfc("400 invalid_request"),
                                assumed("415 invalid_request")),
                        row(
                                "GET (X Booker: POST)",
                                subject -> subject.token()
                                        .by(subject instanceof XBookerSubject ? "POST" : "GET")
                                        .said(),
                                assumed("405 This path answers OPTIONS, POST"),
                                assumed("405 method_not_allowed"),
                                assumed("405 This path answers GET, OPTIONS"),
                                rfc("405 method_not_allowed"),
                                assumed("405 method_not_allowed")),
                        row(
                                "a path below the token path",
                                subject -> subject.call(
                                                "POST",
                                                (subject.token().path() + "/x"),
                                                Carrier.FORM,
                                                "grant_type",
                                                "password")
                                        .said(),
                                assumed("404 Nothing is at this path; GET / lists what is"),
                                assumed("404 not_found"),
                                assumed("404 Nothing is at this path; GET / lists what is"),
                                assumed("404 not_found"),
                                assumed("404 not_found"))));
    }

    private static String otherParameterEmpty(Subject subject) {
        String name = subject instanceof X3Subject
                ? "refresh_token"
                : subject instanceof XBookerSubject
                        ? "organization-id"
                        : subject instanceof GoToSubject ? "pat" : "username";
        return subject.token().set(name, "").said();
    }
}
