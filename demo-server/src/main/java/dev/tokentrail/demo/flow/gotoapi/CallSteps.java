package dev.tokentrail.demo.flow.gotoapi;

import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.CallStep;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.demo.flow.step.Told;
import dev.tokentrail.demo.flow.step.WhichToken;
import dev.tokentrail.demo.flow.step.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The steps that use a token, ask about it, or end it. */
final class CallSteps {

    private CallSteps() {}

    static Step sendMessage() {
        return CallStep.describe(
                        "send-message",
                        "Send a text message",
                        "The token is what the API wants to see: it goes into the header Authorization, after the word"
                                + " Bearer. Whoever holds it may do this, so it is not to be shown to anybody. The API looks"
                                + " whether it is still good and whether it allows messaging.v1.send.")
                .waitingFor(WhichToken::missing)
                .with(CallSteps::messageFields)
                .sending(
                        CallSteps::message,
                        (walk, values) -> GoToConnection.inJavaOfToken(walk)
                                + "\n// token: the one that is kept\nMap<String, Object> message = goTo.sendMessage(token, "
                                + JavaText.quoted(values.text("from"))
                                + ", List.of(" + JavaText.quoted(Words.of(values, "to")) + "), "
                                + JavaText.quoted(values.text("text")) + ");",
                        (walk, values) -> {
                            Map<String, Object> sent = GoToConnection.ofToken(walk)
                                    .sendMessage(
                                            WhichToken.token(walk, values),
                                            values.text("from"),
                                            Words.of(values, "to"),
                                            values.text("text"));
                            return "GoTo took the message"
                                    + (sent.get("id") instanceof String id ? " as number " + Told.cut(id) : "")
                                    + (walk.emulated() ? ". The emulator sends it to nobody." : ".");
                        });
    }

    private static List<Field> messageFields(Walk walk) {
        boolean demo = walk.emulated();
        List<Field> fields = new ArrayList<>(WhichToken.accessTokens(walk));
        fields.add(Field.text("from", "From", demo ? "+15550100" : "", "A GoTo Connect number of the person."));
        fields.add(Field.text("to", "To", demo ? "+15550199" : "", "The receivers' numbers, between spaces."));
        fields.add(Field.text("text", "Message", "Hello from Tokentrail", "What it says."));
        return fields;
    }

    private static WireRequest message(Walk walk, Values values) {
        return GoToConnection.ofToken(walk)
                .sendMessageRequest(
                        WhichToken.token(walk, values),
                        values.text("from"),
                        Words.of(values, "to"),
                        values.text("text"));
    }

    static Step introspect() {
        return CallStep.describe(
                        "introspect",
                        "Ask whether the token is good",
                        "Introspection (RFC 7662) asks the service that gave the token: is it good now, whom does it stand"
                                + " for, until when? That is more than a signature can tell, since a revoked token is still"
                                + " signed. GoTo's metadata names the address; no page describes the answer.")
                .waitingFor(WhichToken::missing)
                .with(WhichToken::allTokens)
                .sending(
                        (walk, values) ->
                                GoToConnection.ofToken(walk).introspectRequest(WhichToken.value(walk, values)),
                        (walk, values) -> GoToConnection.inJavaOfToken(walk)
                                + "\n// token: the one that is kept\nIntrospection answer = goTo.introspect("
                                + WhichToken.inJava(values) + ");",
                        (walk, values) ->
                                Told.of(GoToConnection.ofToken(walk).introspect(WhichToken.value(walk, values))));
    }

    static Step revoke() {
        return CallStep.describe(
                        "revoke",
                        "Revoke the token",
                        "Whoever signs out, or loses a machine, ends the token before its time (RFC 7009). Revoke the refresh"
                                + " token and all that came of the sign-in ends; revoke the access token and only that one"
                                + " ends: the refresh token brings another. Afterwards ask again whether it is good.")
                .waitingFor(WhichToken::missingKept)
                .with(WhichToken::keptTokens)
                .sending(
                        (walk, values) -> GoToConnection.ofToken(walk).revokeRequest(WhichToken.value(walk, values)),
                        (walk, values) -> GoToConnection.inJavaOfToken(walk)
                                + "\n// token: the one that is kept\ngoTo.revoke(" + WhichToken.inJava(values) + ");",
                        CallSteps::revoked);
    }

    private static String revoked(Walk walk, Values values) {
        Token token = WhichToken.token(walk, values);
        GoToConnection.ofToken(walk).revoke(WhichToken.value(walk, values));
        WhichToken.revoked(walk, token);
        if (!WhichToken.isRefresh(values) && token.refreshToken() != null) {
            return "The access token has ended. The refresh token has not: it is kept, and brings another.";
        }
        walk.forget();
        return "The token has ended, and was taken out of the token store.";
    }
}
