package dev.tokentrail.demo.flow.x3;

import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.Plan;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.demo.flow.step.PreparedSignIn;
import dev.tokentrail.demo.flow.step.Told;
import dev.tokentrail.demo.flow.step.Words;
import dev.tokentrail.provider.x3.X3;
import dev.tokentrail.provider.x3.X3Config;
import java.util.ArrayList;
import java.util.List;

/** Sends the browser to Sage with a pairing request, and takes what it comes back with. */
final class PairingStep implements Step {

    private static final String SAMPLE_FORM = "code, as Sage's sample app reads it";
    private static final String GUIDE_FORM = "authorizationCode, as Sage's guide says";

    /** What a pairing is made of. */
    private record Asked(X3Config config, String customer, List<String> scopes) {}

    private final String explanation;
    private final String emulatedCustomer;

    PairingStep(String explanation, String emulatedCustomer) {
        this.explanation = explanation;
        this.emulatedCustomer = emulatedCustomer;
    }

    @Override
    public String id() {
        return "sign-in";
    }

    @Override
    public String title() {
        return "Send the pairing request";
    }

    @Override
    public String explanation() {
        return explanation;
    }

    @Override
    public List<Field> fields(Walk walk) {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.text(
                "customer",
                "Address of the customer's X3",
                walk.emulated() ? emulatedCustomer : "",
                "Whose data the app wants. The emulator knows https://customer.example and"
                        + " https://customer-us.example; any other fails, as it would at Sage."));
        fields.add(Field.text(
                "scope",
                "Scopes",
                "businessDomain.ALL api.graphQL",
                "What the app asks to be allowed, between spaces. The GraphQL call needs api.graphQL."));
        if (walk.emulated()) {
            fields.add(Field.choice(
                    "callback",
                    "The callback names the code",
                    List.of(SAMPLE_FORM, GUIDE_FORM),
                    "Sage's sample app and Sage's guide disagree. The library takes both; the emulator has an"
                            + " application for each, x3-client and x3-guide."));
        }
        return fields;
    }

    @Override
    public Plan plan(Walk walk, Values values) {
        Asked asked = asked(walk, values);
        return Plan.browsing(
                prepared(walk, asked).uri(),
                X3Connection.inJava(asked.config()) + "\nAuthorizationTransaction pairing = x3.authorize("
                        + JavaText.arguments(JavaText.quoted(asked.customer()), JavaText.quoted(asked.scopes()))
                        + ");\n"
                        + "String kept = pairing.toJson(); // in the person's session, on the server\n"
                        + "String address = pairing.uri(); // redirect the browser there");
    }

    @Override
    public Outcome run(Walk walk, Values values) {
        Asked asked = asked(walk, values);
        AuthorizationTransaction pairing = prepared(walk, asked);
        PreparedSignIn.underWay(walk);
        X3Connection.pairing(walk, asked.config());
        walk.awaitCallback(pairing);
        return Outcome.sendBrowserTo(pairing.uri());
    }

    @Override
    public Outcome complete(Walk walk, AuthorizationTransaction pairing, AuthorizationCallback callback) {
        X3Config config = X3Connection.ofPairing(walk);
        X3 x3 = X3Connection.with(walk, config);
        boolean asInGuide = callback.parameter("authorizationCode").isPresent();
        if (callback.parameter("error").isPresent()
                || !(asInGuide || callback.parameter("code").isPresent())) {
            Token token = x3.complete(pairing, callback);
            walk.keep(token);
            return Outcome.done(Told.of(token, walk.clock()));
        }
        ReturnedPairing returned = new ReturnedPairing(config, pairing, callback, x3.root(callback));
        ReturnedPairing.keep(walk, returned);
        return Outcome.done("The customer accepted, and the browser is back with a code, in the parameter "
                + (asInGuide ? "authorizationCode" : "code") + ". "
                + (returned.root().equals(config.root())
                        ? "The customer lives in the region that was asked."
                        : "The callback names another endpoint too, since the customer lives in another region: from now"
                                + " on everything goes to " + returned.root() + ", which the configuration lists.")
                + " The code opens no API: exchange it next.");
    }

    private static Asked asked(Walk walk, Values values) {
        boolean asInGuide = walk.emulated() && values.text("callback").equals(GUIDE_FORM);
        return new Asked(
                X3Connection.config(walk, asInGuide),
                Words.required(values, "customer", "Fill in the address of the customer's X3."),
                Words.of(values, "scope"));
    }

    private static AuthorizationTransaction prepared(Walk walk, Asked asked) {
        return PreparedSignIn.of(
                walk,
                asked,
                () -> X3Connection.with(walk, asked.config())
                        .authorize(asked.customer(), asked.scopes().toArray(String[]::new)));
    }
}
