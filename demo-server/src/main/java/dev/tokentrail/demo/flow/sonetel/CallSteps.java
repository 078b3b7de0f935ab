package dev.tokentrail.demo.flow.sonetel;

import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.step.CallStep;
import dev.tokentrail.demo.flow.step.Told;
import dev.tokentrail.demo.flow.step.WhichToken;

/** The steps that use the token, or renew it. */
final class CallSteps {

    private CallSteps() {}

    static Step account() {
        return CallStep.describe(
                        "call-api",
                        "Ask for the account",
                        "The token goes along in the header Authorization, after the word Bearer; whoever holds it may act"
                                + " for the person. The account number in the answer is what most other addresses of the"
                                + " API need. Two habits of Sonetel: its API has another host than its tokens, and it may"
                                + " say status 200 and mean failure, so the library looks into the answer.")
                .waitingFor(WhichToken::missingKept)
                .sending(
                        (walk, values) -> SonetelConnection.ofToken(walk).accountRequest(walk.requireToken()),
                        (walk, values) -> SonetelConnection.inJava(SonetelConnection.configOfToken(walk))
                                + "\n// token: the one that is kept\nMap<String, Object> account = sonetel.account(token);",
                        (walk, values) -> {
                            Object id = SonetelConnection.ofToken(walk)
                                    .account(walk.requireToken())
                                    .get("account_id");
                            return id == null
                                    ? "Sonetel let the token in, and its answer names no account."
                                    : "Sonetel let the token in: it opens the account " + Told.cut(String.valueOf(id))
                                            + ".";
                        });
    }

    static Step refresh() {
        return CallStep.describe(
                        "refresh",
                        "Refresh the token",
                        "The token lives for a day. The refresh token brings the next one without the password, so the"
                                + " password need not be kept anywhere: that is the best one can do with this grant."
                                + " Because the request says refresh=yes again, a new refresh token comes along; the"
                                + " library keeps it and lets go of the old one.")
                .waitingFor(WhichToken::missingRefresh)
                .sending(
                        (walk, values) -> SonetelConnection.ofToken(walk).refreshRequest(walk.requireToken()),
                        (walk, values) -> SonetelConnection.inJava(SonetelConnection.configOfToken(walk))
                                + "\n// token: the one that is kept\nToken renewed = sonetel.refresh(token);",
                        (walk, values) -> {
                            Token before = walk.requireToken();
                            Token renewed = SonetelConnection.ofToken(walk).refresh(before);
                            String told = SonetelConnection.keep(walk, SonetelConnection.configOfToken(walk), renewed);
                            return (before.requireRefreshToken().equals(renewed.requireRefreshToken())
                                            ? "A new access token came; the refresh token is the same as before. "
                                            : "The refresh token was used up, and the new one was kept. ")
                                    + told;
                        });
    }
}
