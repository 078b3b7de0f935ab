package dev.tokentrail.demo.flow.x3;

import dev.tokentrail.core.token.CallbackRejectedException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.Plan;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.demo.flow.step.Told;
import dev.tokentrail.provider.x3.X3;
import java.util.Optional;

/** Exchanges the code of a pairing; run again, sends the same code again, as one does after a failure on the way. */
final class TokenPairStep implements Step {

    private static final String NOTE = "checked pairing";

    @Override
    public String id() {
        return "exchange";
    }

    @Override
    public String title() {
        return "Generate the tokens";
    }

    @Override
    public String explanation() {
        return "The app sends the code straight to Sage, past the browser, together with its client secret, and gets two"
                + " tokens: an access token of five minutes and a refresh token of about a month. Sage wants JSON where"
                + " the standard has a form, and answers with 201 instead of 200, which is where ordinary OAuth libraries"
                + " stop. Run this step twice to see a code sent again: right after a failure on the way, refused once it"
                + " is used up, and the emulator then ends the tokens that came of it.";
    }

    @Override
    public Optional<String> waitsFor(Walk walk) {
        return ReturnedPairing.of(walk).isPresent()
                ? Optional.empty()
                : Optional.of("Send the pairing request first, and accept it.");
    }

    @Override
    public Plan plan(Walk walk, Values values) {
        ReturnedPairing returned = returned(walk);
        String javaCode = X3Connection.inJava(returned.config())
                + "\n// pairing: what the session kept; callback: AuthorizationCallback.fromUri of the address that the"
                + " browser came\n// back to, or fromForm of the form that it posted\n"
                + (isChecked(walk, returned)
                        ? "// The callback was checked before: this sends its code once more.\n"
                                + "String root = x3.root(callback);\n"
                                + "Secret code = Secret.of(callback.parameter("
                                + JavaText.quoted(
                                        returned.callback().parameter("code").isPresent()
                                                ? "code"
                                                : "authorizationCode")
                                + ").orElseThrow());\n"
                                + "Token token = x3.exchange(code, pairing, root);"
                        : "Token token = x3.complete(pairing, callback);");
        return Plan.sending(
                javaCode,
                X3Connection.with(walk, returned.config())
                        .authorizationCodeRequest(returned.code(), returned.pairing(), returned.root()));
    }

    @Override
    public Outcome run(Walk walk, Values values) {
        ReturnedPairing returned = returned(walk);
        X3 x3 = X3Connection.with(walk, returned.config());
        Token token = isChecked(walk, returned)
                ? x3.exchange(returned.code(), returned.pairing(), returned.root())
                : complete(walk, x3, returned);
        walk.keep(token);
        X3Connection.gotToken(walk, returned.config());
        return Outcome.done("Sage took the code and gave a pair of tokens"
                + token.extra("customerId")
                        .map(customer -> " for the customer " + Told.cut(String.valueOf(customer)))
                        .orElse("")
                + ", at " + x3.root(token) + ". " + Told.of(token, walk.clock()));
    }

    private static Token complete(Walk walk, X3 x3, ReturnedPairing returned) {
        try {
            Token token = x3.complete(returned.pairing(), returned.callback());
            walk.note(NOTE, returned);
            return token;
        } catch (CallbackRejectedException unchecked) {
            throw unchecked;
        } catch (TokenException afterwards) {
            walk.note(NOTE, returned);
            throw afterwards;
        }
    }

    private static boolean isChecked(Walk walk, ReturnedPairing returned) {
        return walk.noted(NOTE, ReturnedPairing.class).filter(returned::equals).isPresent();
    }

    private ReturnedPairing returned(Walk walk) {
        return ReturnedPairing.of(walk)
                .orElseThrow(() -> new IllegalArgumentException(
                        waitsFor(walk).orElse("Send the pairing request first, and accept it.")));
    }
}
