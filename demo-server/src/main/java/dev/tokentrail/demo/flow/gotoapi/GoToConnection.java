package dev.tokentrail.demo.flow.gotoapi;

import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.demo.flow.step.Told;
import dev.tokentrail.provider.gotoapi.GoTo;
import dev.tokentrail.provider.gotoapi.GoToConfig;
import java.util.List;

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
        String id = JavaText.quoted(client.clientId());
        String redirectUri = JavaText.quoted(config.redirectUri());
        boolean together =
                config.issuer().equals(config.address()) && config.api().equals(config.address());
        boolean usual =
                config.issuer().equals(GoToConfig.ADDRESS) && config.api().equals(GoToConfig.API);
        String built;
        if (together || usual) {
            built = "GoToConfig.of(\n                " + JavaText.arguments(id, "clientSecret", redirectUri) + ")"
                    + "\n        ." + (together ? "at" : "withAddress") + "(" + JavaText.quoted(config.address()) + ")";
        } else {
            built = "new GoToConfig(\n                ClientAuthentication.basic(" + id + ", clientSecret), "
                    + redirectUri
                    + ", List.of(),\n                "
                    + JavaText.quoted(List.of(config.address(), config.issuer(), config.api())) + ")";
        }
        return JavaText.secret("clientSecret", "GOTO_CLIENT_SECRET") + "GoToConfig config = " + built
                + ";\nGoTo goTo = new GoTo(config);\n";
    }
}
