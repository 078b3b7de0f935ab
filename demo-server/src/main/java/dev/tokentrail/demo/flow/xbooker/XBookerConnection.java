package dev.tokentrail.demo.flow.xbooker;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.provider.xbooker.XBooker;
import dev.tokentrail.provider.xbooker.XBookerConfig;
import java.util.Optional;

/** X Booker for one visitor, as the delegated app that the refresh token belongs to. */
final class XBookerConnection {

    private static final String NOTE = "refresh token";

    /** A refresh token and the app that got it. */
    private record Got(XBookerConfig config, Secret refreshToken) {}

    private XBookerConnection() {}

    static XBooker with(Walk walk, XBookerConfig config) {
        return new XBooker(config, walk.transport(), walk.clock());
    }

    /** As the app that got the refresh token. */
    static XBooker ofRefreshToken(Walk walk) {
        return with(walk, configOfRefreshToken(walk));
    }

    static XBookerConfig configOfRefreshToken(Walk walk) {
        return walk.noted(NOTE, Got.class)
                .map(Got::config)
                .orElseGet(() -> walk.connections().xBooker());
    }

    static void keep(Walk walk, XBookerConfig config, Secret refreshToken) {
        walk.note(NOTE, new Got(config, refreshToken));
    }

    static Optional<Secret> refreshToken(Walk walk) {
        return walk.noted(NOTE, Got.class).map(Got::refreshToken);
    }

    /** The statements that connect. */
    static String inJava(XBookerConfig config) {
        StringBuilder built = new StringBuilder("XBookerConfig.of(\n                "
                + JavaText.arguments(
                        JavaText.quoted(config.organizationId()), JavaText.quoted(config.clientId()), "clientSecret")
                + ")");
        if (!config.authAddress().equals(XBookerConfig.AUTH_ADDRESS)) {
            built.append("\n        .withAuthAddress(" + JavaText.quoted(config.authAddress()) + ")");
        }
        if (!config.apiAddress().equals(XBookerConfig.API_ADDRESS)) {
            built.append("\n        .withApiAddress(" + JavaText.quoted(config.apiAddress()) + ")");
        }
        return JavaText.secret("clientSecret", "XBOOKER_CLIENT_SECRET") + "XBookerConfig config = " + built
                + ";\nXBooker xBooker = new XBooker(config);\n";
    }
}
