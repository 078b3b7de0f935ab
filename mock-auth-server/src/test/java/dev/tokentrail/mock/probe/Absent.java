package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.none;

/** Reasons why a probe does not apply, each with its proof. */
final class Absent {

    private Absent() {}

    static Cell noCode() {
        return none(
                "no authorization code here",
                subject -> subject.lacksPaths() && refuses(subject, "authorization_code"));
    }

    static Cell noPassword() {
        return none("no password grant here", subject -> refuses(subject, "password"));
    }

    static Cell noInspection() {
        return none("no such endpoint here", Subject::lacksPaths);
    }

    static Cell pathIsGrant() {
        return none(
                "no such parameter: the path is the grant",
                subject ->
                        subject.token().query("grant_type", "nonsense").said().equals("200 token"));
    }

    static Cell noBody() {
        return none(
                "no body: a GET with headers",
                subject -> subject.token().body("text/plain", "nonsense").said().equals("200 token"));
    }

    private static boolean refuses(Subject subject, String grantType) {
        // X Booker has no grant types at all, and asks for its headers whatever else is there.
        return subject instanceof XBookerSubject
                ? subject.anonymous(subject.token())
                                .query("grant_type", grantType)
                                .query("code", "c")
                                .send()
                                .status()
                        == 400
                : subject.token().set("grant_type", grantType).send().status() == 400;
    }
}
