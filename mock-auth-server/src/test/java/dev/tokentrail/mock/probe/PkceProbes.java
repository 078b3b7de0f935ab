package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.assumed;
import static dev.tokentrail.mock.probe.Cell.documented;
import static dev.tokentrail.mock.probe.Cell.none;
import static dev.tokentrail.mock.probe.Cell.rfc;

import dev.tokentrail.mock.probe.Row.Probe;
import dev.tokentrail.mock.probe.Subject.Client;
import java.util.List;

/** Proof Key for Code Exchange (RFC 7636). */
final class PkceProbes {

    // The example of RFC 7636 appendix B.
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String FAILED = "400 invalid_grant: PKCE validation failed";
    private static final String BAD = "302 error=invalid_request";

    private PkceProbes() {}

    static Table table() {
        return new Table(
                "PKCE",
                "Sage's documents do not know it, so X3 ignores it like any parameter it does not know.",
                List.of(
                        row(
                                "right verifier",
                                subject -> redeem(subject, VERIFIER),
                                rfc("200 token"),
                                documented("200 token")),
                        row(
                                "wrong verifier",
                                subject -> redeem(subject, VERIFIER.replace('d', 'e')),
                                rfc("400 invalid_grant"),
                                documented(FAILED)),
                        row(
                                "verifier missing",
                                subject -> redeem(subject, ""),
                                rfc("400 invalid_grant"),
                                documented(
                                        "400 invalid_grant: Empty PKCE code_verifier sent. This authorization code requires a"
                                                + " PKCE verification to obtain an access token.")),
                        row(
                                "verifier nobody asked for",
                                subject -> subject.redeem(subject.code())
                                        .set("code_verifier", VERIFIER)
                                        .said(),
                                rfc("400 invalid_grant"),
                                rfc(FAILED)),
                        row(
                                "challenge as its own verifier",
                                subject -> redeem(subject, CHALLENGE),
                                rfc("400 invalid_grant"),
                                documented(FAILED)),
                        row(
                                "verifier of 42 characters",
                                subject -> redeem(subject, VERIFIER.substring(1)),
                                rfc("400 invalid_grant"),
                                documented(FAILED)),
                        row(
                                "wrong verifier, then the right one",
                                PkceProbes::again,
                                assumed("400 invalid_grant \u2192 200 token"),
                                assumed("400 invalid_grant \u2192 200 token")),
                        row(
                                "method plain",
                                subject -> challenge(subject, "plain", VERIFIER),
                                documented(BAD),
                                documented(BAD)),
                        row(
                                "method missing, which means plain",
                                subject -> challenge(subject, "", VERIFIER),
                                rfc(BAD),
                                documented(BAD)),
                        row(
                                "method unknown",
                                subject -> challenge(subject, "S512", CHALLENGE),
                                rfc(BAD),
                                documented(BAD)),
                        row(
                                "method in lower case",
                                subject -> challenge(subject, "s256", CHALLENGE),
                                rfc(BAD),
                                documented(BAD)),
                        row("challenge too short", subject -> challenge(subject, "S256", "short"), rfc(BAD), rfc(BAD)),
                        row(
                                "challenge with padding",
                                subject -> challenge(subject, "S256", CHALLENGE + "="),
                                rfc(BAD),
                                rfc(BAD)),
                        row("no challenge where PKCE is mandatory", PkceProbes::mandatory, rfc(BAD), documented(BAD)),
                        row(
                                "plain where the application allows it",
                                PkceProbes::plain,
                                none(
                                        "S256 only",
                                        subject -> challenge(subject, "plain", VERIFIER)
                                                .equals(BAD)),
                                documented("200 token \u2192 400 invalid_grant")),
                        row(
                                "public client: verifier right, then wrong",
                                PkceProbes::publicClient,
                                documented("200 token \u2192 400 invalid_grant"),
                                none("no public applications", PkceProbes::noPublicClient))));
    }

    private static Row row(String name, Probe probe, Cell goTo, Cell wso2) {
        return Row.row(name, probe, ignored(), Absent.noCode(), Absent.noCode(), goTo, wso2);
    }

    private static Cell ignored() {
        return none("PKCE is ignored", subject -> redeem(subject, "nonsense").equals("201 token"));
    }

    private static String codeFor(Subject subject) {
        return String.valueOf(subject.authorize()
                .set("code_challenge", CHALLENGE)
                .set("code_challenge_method", "S256")
                .send()
                .redirected("code"));
    }

    private static String redeem(Subject subject, String verifier) {
        return subject.redeem(codeFor(subject)).set("code_verifier", verifier).said();
    }

    private static String again(Subject subject) {
        String code = codeFor(subject);
        String first = subject.redeem(code)
                .set("code_verifier", VERIFIER.replace('d', 'e'))
                .said();
        return Page.brief(first) + " \u2192 "
                + subject.redeem(code).set("code_verifier", VERIFIER).said();
    }

    private static String challenge(Subject subject, String method, String challenge) {
        return Page.brief(subject.authorize()
                .set("code_challenge", challenge)
                .set("code_challenge_method", method)
                .said());
    }

    private static String mandatory(Subject subject) {
        return subject.authorize()
                .set("client_id", subject instanceof GoToSubject ? "goto-public" : "pkceKey")
                .said();
    }

    private static String plain(Subject subject) {
        Client client = new Client("plainKey", "plainSecret");
        String said = "";
        for (String verifier : List.of(VERIFIER, CHALLENGE)) {
            String code = String.valueOf(subject.authorize()
                    .set("client_id", client.id())
                    .set("code_challenge", VERIFIER)
                    .set("code_challenge_method", "plain")
                    .send()
                    .redirected("code"));
            said += (said.isEmpty() ? "" : " \u2192 ")
                    + Page.brief(subject.as(client, subject.redeem(code))
                            .set("code_verifier", verifier)
                            .said());
        }
        return said;
    }

    private static String publicClient(Subject subject) {
        String said = "";
        for (String verifier : List.of(VERIFIER, CHALLENGE)) {
            String code = String.valueOf(subject.authorize()
                    .set("client_id", "goto-public")
                    .set("code_challenge", CHALLENGE)
                    .set("code_challenge_method", "S256")
                    .send()
                    .redirected("code"));
            said += (said.isEmpty() ? "" : " \u2192 ")
                    + Page.brief(subject.anonymous(subject.redeem(code))
                            .set("client_id", "goto-public")
                            .set("code_verifier", verifier)
                            .said());
        }
        return said;
    }

    private static boolean noPublicClient(Subject subject) {
        return subject.anonymous(subject.redeem(codeFor(subject)))
                        .set("client_id", subject.main().id())
                        .set("code_verifier", VERIFIER)
                        .send()
                        .status()
                == 401;
    }
}
