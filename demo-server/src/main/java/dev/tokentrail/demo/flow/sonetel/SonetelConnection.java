package dev.tokentrail.demo.flow.sonetel;

import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.demo.flow.step.Told;
import dev.tokentrail.provider.sonetel.Sonetel;
import dev.tokentrail.provider.sonetel.SonetelConfig;

/** Sonetel for one visitor, in the way in which the kept token was got. */
final class SonetelConnection {

    private static final String NOTE = "way to the kept token";

    private SonetelConnection() {}

    static Sonetel with(Walk walk, SonetelConfig config) {
        return new Sonetel(config, walk.transport(), walk.clock());
    }

    /** In the way in which the kept token was got. */
    static Sonetel ofToken(Walk walk) {
        return with(walk, configOfToken(walk));
    }

    static SonetelConfig configOfToken(Walk walk) {
        return walk.noted(NOTE, SonetelConfig.class)
                .orElseGet(() -> walk.connections().sonetel());
    }

    /** Keeps a token and the way in which it was got, and tells of it. */
    static String keep(Walk walk, SonetelConfig config, Token token) {
        walk.keep(token);
        walk.note(NOTE, config);
        return Told.of(token, walk.clock());
    }

    /** The statements that connect. */
    static String inJava(SonetelConfig config) {
        StringBuilder built =
                new StringBuilder("SonetelConfig.of(" + JavaText.quoted(config.username()) + ", password)");
        if (config.client().equals(SonetelConfig.WEB_CLIENT)) {
            built.append("\n        .withClient(SonetelConfig.WEB_CLIENT)");
        }
        if (config.encoding() == SonetelConfig.Encoding.MULTIPART) {
            built.append("\n        .withEncoding(SonetelConfig.Encoding.MULTIPART)");
        }
        if (!config.refresh()) {
            built.append("\n        .withoutRefresh()");
        }
        if (!config.tokenEndpoint().equals(SonetelConfig.TOKEN_ENDPOINT)) {
            built.append("\n        .withTokenEndpoint(" + JavaText.quoted(config.tokenEndpoint()) + ")");
        }
        if (!config.apiAddress().equals(SonetelConfig.API_ADDRESS)) {
            built.append("\n        .withApiAddress(" + JavaText.quoted(config.apiAddress()) + ")");
        }
        return JavaText.secret("password", "SONETEL_PASSWORD") + "SonetelConfig config = " + built
                + ";\nSonetel sonetel = new Sonetel(config);\n";
    }
}
