package dev.tokentrail.demo.flow.x3;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.provider.x3.X3;
import dev.tokentrail.provider.x3.X3Config;
import java.util.stream.Collectors;

/** Sage X3 for one visitor, with the application that the pairing belongs to. */
final class X3Connection {

    private static final String NOTE = "application of the pairing";

    private X3Connection() {}

    /** The configured application, or the emulator's whose callbacks look as Sage's guide describes them. */
    static X3Config config(Walk walk, boolean asInGuide) {
        X3Config configured = walk.connections().x3();
        return asInGuide
                ? new X3Config(
                        configured.root(),
                        configured.otherRoots(),
                        "x3-guide",
                        Secret.of("x3-guide-secret"),
                        configured.redirectUri(),
                        configured.pairingLifetime())
                : configured;
    }

    static X3 with(Walk walk, X3Config config) {
        return new X3(config, walk.transport(), walk.clock());
    }

    /** Remembers the application that asks for a pairing: it alone can exchange the code. */
    static void pairing(Walk walk, X3Config config) {
        walk.note(NOTE + " under way", config);
    }

    /** The application whose pairing came back last. */
    static X3Config ofPairing(Walk walk) {
        return walk.noted(NOTE + " under way", X3Config.class)
                .orElseGet(() -> walk.connections().x3());
    }

    /** Remembers that the application of the pairing got the kept token. */
    static void gotToken(Walk walk, X3Config config) {
        walk.note(NOTE, config);
    }

    /** The application that got the kept token: no other can renew it. */
    static X3Config ofToken(Walk walk) {
        return walk.noted(NOTE, X3Config.class)
                .orElseGet(() -> walk.connections().x3());
    }

    /** The statements that connect. */
    static String inJava(X3Config config) {
        return JavaText.secret("clientSecret", "X3_CLIENT_SECRET")
                + "X3Config config = X3Config.of(\n                "
                + JavaText.arguments(JavaText.quoted(config.root()), JavaText.quoted(config.clientId()), "clientSecret")
                + ",\n                " + JavaText.quoted(config.redirectUri()) + ")"
                + config.otherRoots().stream()
                        .map(root -> "\n        .withOtherRoot(" + JavaText.quoted(root) + ")")
                        .collect(Collectors.joining())
                + ";\nX3 x3 = new X3(config);\n";
    }
}
