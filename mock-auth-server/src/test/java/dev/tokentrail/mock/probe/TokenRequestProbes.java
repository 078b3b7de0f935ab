package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.assumed;
import static dev.tokentrail.mock.probe.Cell.documented;
import static dev.tokentrail.mock.probe.Cell.rfc;
import static dev.tokentrail.mock.probe.Row.row;

import dev.tokentrail.mock.probe.Call.Carrier;
import java.util.List;

/** Token requests that are wrong in shape. */
final class TokenRequestProbes {

    private static final String X3_MISSING = "400 Missing required request parameters";

    private TokenRequestProbes() {}

    static Table table() {
        return new Table(
                "Token request",
                "The simplest good request of each service, spoilt in one place. X Booker's is a GET whose parameters are"
                        + " header lines.",
                List.of(
                        row(
                                "nothing is wrong",
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
                                "grant missing",
                                subject -> subject.token().without("grant_type").said(),
                                documented(X3_MISSING),
                                documented("400 invalid_request: Missing grant type"),
                                Absent.pathIsGrant(),
                                rfc("400 invalid_request"),
                                documented("400 invalid_request: Missing grant_type parameter value")),
                        row(
                                "wrong content type",
                                subject -> subject.token()
                                        .carrying(Carrier.FORM)
                                        .contentType("text/plain")
                                        .said(),
                                assumed(X3_MISSING),
                                assumed("400 invalid_request"),
                                Absent.noBody(),
                                rfc("400 invalid_request"),
                                assumed("415 invalid_request"))));
    }
}
