package dev.tokentrail.demo.flow.wso2;

import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.demo.flow.step.Told;
import dev.tokentrail.provider.wso2.Wso2;
import dev.tokentrail.provider.wso2.Wso2Config;
import java.util.Optional;

/** WSO2 for one visitor. */
final class Wso2Connection {

    private Wso2Connection() {}

    static Wso2 of(Walk walk) {
        return new Wso2(walk.connections().wso2(), walk.transport(), walk.clock());
    }

    /** Keeps a token and tells of it. */
    static String keep(Walk walk, Token token) {
        walk.keep(token);
        return Told.of(token, walk.clock());
    }

    /** Says that an endpoint is missing where the tokens come from the gateway of a version up to 3.2. */
    static Optional<String> missingAtGateway(Walk walk) {
        return walk.connections().wso2().paths() == Wso2Config.Paths.GATEWAY
                ? Optional.of(
                        "This installation is reached by the gateway's own token endpoint (versions up to 3.2), which"
                                + " has no address for this. Configure the server behind it.")
                : Optional.empty();
    }

    /** The field for scopes. */
    static Field scope(String demo) {
        return Field.text(
                "scope",
                "Scopes",
                demo,
                "What the token is to allow, between spaces. WSO2 leaves out without a word what the user's role does not"
                        + " allow; with none it grants default.");
    }

    /** The statements that connect. */
    static String inJava(Walk walk) {
        Wso2Config config = walk.connections().wso2();
        boolean gateway = config.paths() == Wso2Config.Paths.GATEWAY;
        StringBuilder code = new StringBuilder(JavaText.secret("consumerSecret", "WSO2_CLIENT_SECRET"))
                .append("Wso2Config config = Wso2Config.")
                .append(gateway ? "atGateway" : "atServer")
                .append("(\n                ")
                .append(JavaText.arguments(
                        JavaText.quoted(config.address()),
                        JavaText.quoted(config.client().clientId()),
                        "consumerSecret"))
                .append(')');
        if (config.gateway() != null && !(gateway && config.gateway().equals(config.address()))) {
            code.append("\n        .withGateway(")
                    .append(JavaText.quoted(config.gateway()))
                    .append(')');
        }
        if (config.redirectUri() != null) {
            code.append("\n        .withRedirectUri(")
                    .append(JavaText.quoted(config.redirectUri()))
                    .append(')');
        }
        if (config.tenant() != null) {
            code.append("\n        .withTenant(")
                    .append(JavaText.quoted(config.tenant()))
                    .append(')');
        }
        return code.append(";\nWso2 wso2 = new Wso2(config);\n").toString();
    }
}
