package dev.tokentrail.demo.flow.gotoapi;

import dev.tokentrail.core.token.AuthorizationServerMetadata;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.step.CallStep;
import dev.tokentrail.demo.flow.step.Told;
import java.util.List;
import java.util.Map;

/** The steps that read what GoTo publishes. */
final class PublishedSteps {

    private PublishedSteps() {}

    static Step metadata() {
        return CallStep.describe(
                        "metadata",
                        "Read the addresses",
                        "A document at a well-known place (RFC 8414) names GoTo's addresses and what it supports, so that"
                                + " nobody has to copy them from a guide that grows old. The library checks that the document"
                                + " names the issuer it was asked for: otherwise anybody could pass for GoTo.")
                .sending(
                        (walk, values) -> GoToConnection.configured(walk).metadataRequest(),
                        (walk, values) -> GoToConnection.inJava(walk)
                                + "\nAuthorizationServerMetadata metadata = goTo.metadata();",
                        (walk, values) -> {
                            AuthorizationServerMetadata metadata =
                                    GoToConnection.configured(walk).metadata();
                            return "GoTo calls itself "
                                    + Told.cut(String.valueOf(metadata.server().issuer()))
                                    + ", and the document is the one of that issuer.";
                        });
    }

    static Step jwks() {
        return CallStep.describe(
                        "keys",
                        "Read the keys",
                        "GoTo's access tokens are JWTs, signed with a private key. The public halves are here (JWKS, RFC 7517):"
                                + " with them anybody can check that GoTo signed a token and nobody changed it. Each has an"
                                + " id, kid, which the token's header names.")
                .sending(
                        (walk, values) -> GoToConnection.configured(walk).jwksRequest(),
                        (walk, values) -> GoToConnection.inJava(walk) + "\nMap<String, Object> keySet = goTo.jwks();",
                        (walk, values) -> {
                            Map<String, Object> keySet =
                                    GoToConnection.configured(walk).jwks();
                            walk.note("jwks", keySet);
                            int keys = keySet.get("keys") instanceof List<?> list ? list.size() : 0;
                            return keys == 1 ? "GoTo signs with one key." : "GoTo publishes " + keys + " keys.";
                        });
    }
}
