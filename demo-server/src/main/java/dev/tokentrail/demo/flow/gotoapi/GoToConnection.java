package dev.tokentrail.demo.flow.gotoapi;

import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.demo.flow.step.Told;
import dev.tokentrail.provider.gotoapi.GoTo;
import dev.tokentrail.provider.gotoapi.GoToConfig;

/** GoTo for one visitor, with the client that the kept token belongs to: another could neither renew nor revoke it. */
final class GoToConnection {

    private static final String CLIENT = "client of the kept token";

    private GoToConnection() {}

    /** With the configured client. */
    static GoTo configured(Walk walk) {
        return with(walk, walk.connections().goTo().client());
    }

    /** With a client. */
    static GoTo with(Walk walk, ClientAuthentication client) {
        return new GoTo(walk.connections().goTo().withClient(client), walk.transport(), walk.clock());
    }

    /** With the client that got the kept token. */
    static GoTo ofToken(Walk walk) {
        return with(walk, clientOfToken(walk));
    }

    /** Keeps a token that a client got, and tells of it. */
    static String keep(Walk walk, ClientAuthentication client, Token token) {
        walk.keep(token);
        walk.note(CLIENT, client);
        return Told.of(token, walk.clock());
    }

    /** Remembers that the configured client got the kept token. */
    static void gotByConfiguredClient(Walk walk) {
        walk.note(CLIENT, walk.connections().goTo().client());
    }

    static ClientAuthentication clientOfToken(Walk walk) {
        return walk.noted(CLIENT, ClientAuthentication.class)
                .orElseGet(() -> walk.connections().goTo().client());
    }

    /** The statements that connect with the configured client. */
    static String inJava(Walk walk) {
        return inJava(walk, walk.connections().goTo().client());
    }

    /** The statements that connect with the client that got the kept token. */
    static String inJavaOfToken(Walk walk) {
        return inJava(walk, clientOfToken(walk));
    }

    /** The statements that connect with a client. */
    static String inJava(Walk walk, ClientAuthentication client) {
        GoToConfig config = walk.connections().goTo();
        return JavaText.secret("clientSecret", "GOTO_CLIENT_SECRET") + "GoToConfig config = GoToConfig.of("
                + JavaText.arguments(
                        JavaText.quoted(client.clientId()), "clientSecret", JavaText.quoted(config.redirectUri()))
                + ")" + place(config) + ";\nGoTo goTo = new GoTo(config);\n";
    }

    private static String place(GoToConfig config) {
        if (config.address().equals(config.issuer()) && config.address().equals(config.api())) {
            return "\n        .at(" + JavaText.quoted(config.address()) + ")";
        }
        return config.address().equals(GoToConfig.ADDRESS)
                ? ""
                : "\n        .withAddress(" + JavaText.quoted(config.address()) + ")";
    }
}
