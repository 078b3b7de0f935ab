package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.none;

/** Reasons why a probe does not apply, each with its proof. */
final class Absent {

    private Absent() {}

    static Cell noCode() {
        return none(
                "no authorization code here",
                subject -> subject.lacksPaths() && subject.refusesGrant("authorization_code"));
    }

    static Cell noGrant(String words, String grantType) {
        return none("no " + words + " here", subject -> subject.refusesGrant(grantType));
    }

    static Cell noInspection() {
        return none("no such endpoint here", Subject::lacksPaths);
    }

    static Cell pathIsGrant() {
        return none(
                "the path is the grant",
                subject ->
                        subject.token().query("grant_type", "nonsense").said().equals("200 token"));
    }

    static Cell noBody() {
        return none(
                "a GET without a body",
                subject -> subject.token().body("text/plain", "nonsense").said().equals("200 token"));
    }

    static Cell noBasic() {
        return none(
                "no Basic here",
                subject -> subject.anonymous(subject.token())
                                .basic(subject.main().id(), subject.main().secret())
                                .send()
                                .status()
                        == 400);
    }
}
