package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.assumed;
import static dev.tokentrail.mock.probe.Cell.documented;
import static dev.tokentrail.mock.probe.Cell.none;
import static dev.tokentrail.mock.probe.Cell.rfc;
import static dev.tokentrail.mock.probe.Row.row;
import static dev.tokentrail.mock.probe.TokenRequestProbes.X3_MISSING;

import dev.tokentrail.mock.probe.Subject.Client;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Token requests whose client authentication is wrong. */
final class ClientProbes {

    private static final String X3_CLIENT =
            "404 Could not associate the values with an active application registered on Sage Business Cloud";
    private static final String XB_CLIENT = "400 Client not found, or invalid client id";
    private static final String XB_SECRET = "400 Invalid client secret";
    private static final String FAILED = "401 invalid_client: Client Authentication failed.";
    private static final String INVALID = "401 invalid_client: Client credentials are invalid.";
    private static final String TWO =
            "400 invalid_request: The client MUST NOT use more than one authentication method in each";

    private ClientProbes() {}

    static Table table() {
        return new Table(
                "Client authentication",
                "Sonetel, GoTo and WSO2 take Basic, X3 members of the JSON body, X Booker header lines.",
                List.of(
                        row(
                                "no client",
                                subject -> subject.anonymous(subject.token()).said(),
                                documented(X3_MISSING),
                                assumed("401 invalid_client"),
                                assumed(XB_CLIENT),
                                rfc("401 invalid_client"),
                                documented(FAILED),
                                documented("401 invalid_client: Unsupported Client Authentication Method!")),
                        row(
                                "unknown client",
                                subject -> subject.as(new Client("nobody", "whatever"), subject.token())
                                        .said(),
                                documented(X3_CLIENT),
                                assumed("401 invalid_client"),
                                documented(XB_CLIENT),
                                rfc("401 invalid_client"),
                                documented("401 invalid_client: A valid OAuth client could not be found for client_id:"
                                        + " nobody")),
                        row(
                                "wrong secret",
                                subject -> withSecret(subject, "wrong-secret"),
                                assumed(X3_CLIENT),
                                assumed("401 invalid_client"),
                                documented(XB_SECRET),
                                rfc("401 invalid_client"),
                                documented(FAILED),
                                documented(INVALID)),
                        row(
                                "right secret in capitals",
                                subject -> withSecret(
                                        subject, subject.main().secret().toUpperCase(java.util.Locale.ROOT)),
                                assumed(X3_CLIENT),
                                assumed("401 invalid_client"),
                                documented(XB_SECRET),
                                rfc("401 invalid_client"),
                                documented(FAILED),
                                documented(INVALID)),
                        row(
                                "secret empty",
                                subject -> withSecret(subject, ""),
                                rfc(X3_MISSING),
                                assumed("401 invalid_client"),
                                assumed(XB_SECRET),
                                rfc("401 invalid_client"),
                                documented(FAILED),
                                documented(INVALID)),
                        row(
                                "secret of another client",
                                subject -> withSecret(subject, subject.other().secret()),
                                assumed(X3_CLIENT),
                                assumed("401 invalid_client"),
                                documented(XB_SECRET),
                                rfc("401 invalid_client"),
                                documented(FAILED),
                                documented(INVALID)),
                        row(
                                "secret beyond ASCII, right",
                                subject -> subject.tokenOf(subject.unicode()).said(),
                                rfc("201 token"),
                                rfc("200 token"),
                                none(
                                        "header lines are ASCII",
                                        subject -> subject.tokenOf(subject.unicode())
                                                        .send()
                                                        .status()
                                                == 400),
                                rfc("200 token"),
                                rfc("200 token")),
                        row(
                                "the same in Basic as Latin-1",
                                subject -> subject.tokenOf(subject.unicode())
                                        .header("Authorization", latin1(subject.unicode()))
                                        .said(),
                                rfc(X3_MISSING),
                                rfc("401 invalid_client"),
                                Absent.noBasic(),
                                rfc("401 invalid_client"),
                                documented(FAILED),
                                documented(INVALID)),
                        row(
                                "Basic that is not base64",
                                subject -> subject.token()
                                        .header("Authorization", "Basic !!!not-base64!!!")
                                        .said(),
                                assumed(X3_MISSING),
                                assumed("401 invalid_client"),
                                Absent.noBasic(),
                                rfc("401 invalid_client"),
                                documented(FAILED),
                                documented(INVALID)),
                        row(
                                "two client authentications",
                                ClientProbes::twice,
                                assumed(X3_MISSING),
                                rfc("400 invalid_request"),
                                assumed(XB_SECRET),
                                rfc("400 invalid_request"),
                                documented(TWO)),
                        row(
                                "two Authorization lines",
                                subject -> subject.token()
                                        .basic(
                                                subject.main().id(),
                                                subject.main().secret())
                                        .alsoHeader("Authorization", "Basic " + Call.base64("a:b"))
                                        .said(),
                                assumed(X3_MISSING),
                                assumed("401 invalid_client"),
                                none(
                                        "unknown header lines are ignored",
                                        subject -> subject.token()
                                                .header("Authorization", "Basic x")
                                                .said()
                                                .equals("200 token")),
                                assumed("401 invalid_client"),
                                assumed(FAILED),
                                assumed(INVALID)),
                        row(
                                "another client_id beside Basic",
                                subject -> subject.token()
                                        .set("client_id", subject.other().id())
                                        .basic(
                                                subject.main().id(),
                                                subject.main().secret())
                                        .said(),
                                assumed(X3_MISSING),
                                assumed("401 invalid_client"),
                                Absent.noBasic(),
                                rfc("400 invalid_request"),
                                assumed(TWO)),
                        row(
                                "secret in the query only",
                                subject -> subject.anonymous(subject.token())
                                        .query(
                                                subject instanceof XBookerSubject ? "client-id" : "client_id",
                                                subject.main().id())
                                        .query(
                                                subject instanceof XBookerSubject ? "client-secret" : "client_secret",
                                                subject.main().secret())
                                        .said(),
                                rfc(X3_MISSING),
                                rfc("401 invalid_client"),
                                assumed(XB_CLIENT),
                                rfc("401 invalid_client"),
                                rfc(FAILED),
                                documented("400 invalid_request: Invalid request with sensitive data in the URL.")),
                        row(
                                "client_id without a secret",
                                subject -> subject.anonymous(subject.token())
                                        .set(
                                                subject instanceof XBookerSubject ? "client-id" : "client_id",
                                                subject.main().id())
                                        .said(),
                                documented(X3_MISSING),
                                assumed("401 invalid_client"),
                                assumed(XB_SECRET),
                                rfc("401 invalid_client"),
                                documented(FAILED),
                                documented("401 invalid_client: Unsupported Client Authentication Method!")),
                        row(
                                "client disabled or expired",
                                ClientProbes::disabled,
                                documented("403 The application registered on Sage Business Cloud is disabled"),
                                noDisabling(),
                                assumed(XB_CLIENT),
                                noDisabling(),
                                documented("401 invalid_client: Oauth application is not in active state")),
                        row(
                                "grant not enabled for the client",
                                subject -> subject.as(
                                                subject instanceof Wso2Subject
                                                        ? new Client("fewKey", "fewSecret")
                                                        : subject.other(),
                                                subject.token())
                                        .said(),
                                everyGrant(),
                                everyGrant(),
                                everyGrant(),
                                rfc("400 unauthorized_client"),
                                documented("400 unauthorized_client: The authenticated client is not authorized to use"
                                        + " this authorization grant type"))));
    }

    private static String withSecret(Subject subject, String secret) {
        return subject.as(new Client(subject.main().id(), secret), subject.token())
                .said();
    }

    private static String latin1(Client client) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((client.id() + ":" + client.secret()).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String twice(Subject subject) {
        if (subject instanceof XBookerSubject) {
            return subject.token().twice("client-secret").said();
        }
        Client client = subject.main();
        return subject.token()
                .set("client_id", client.id())
                .set("client_secret", client.secret())
                .basic(client.id(), client.secret())
                .said();
    }

    private static String disabled(Subject subject) {
        if (subject instanceof XBookerSubject) {
            subject.mock.clock().set(java.time.Instant.parse("2030-01-01T00:00:00Z"));
            return subject.as(new Client("xbooker-expiring", "xbooker-expiring-secret"), subject.token())
                    .said();
        }
        return subject.as(
                        subject instanceof X3Subject
                                ? new Client("x3-disabled", "x3-disabled-secret")
                                : new Client("inactiveKey", "inactiveSecret"),
                        subject.token())
                .said();
    }

    private static Cell noDisabling() {
        return none(
                "no client can be disabled",
                subject -> subject.tokenOf(subject.unicode()).said().equals("200 token"));
    }

    private static Cell everyGrant() {
        return none(
                "every client has every grant",
                subject -> subject.tokenOf(subject.other()).said().endsWith(" token"));
    }
}
