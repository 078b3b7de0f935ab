package dev.tokentrail.demo.flow.wso2;

import dev.tokentrail.demo.flow.Walk;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Assertions of the emulated identity provider. One stays in its field until it is used or about to end. */
final class DemoAssertions {

    /** A minute less than they live. */
    private static final Duration SHOWN = Duration.ofMinutes(4);

    private static final String JWT = "demo JWT";
    private static final String SAML2 = "demo SAML2 assertion";

    private record Made(String assertion, Instant at) {}

    private DemoAssertions() {}

    static String jwt(Walk walk) {
        return shown(walk, JWT, () -> walk.connections().wso2JwtAssertion());
    }

    static String saml2(Walk walk) {
        return shown(walk, SAML2, () -> walk.connections().wso2Saml2Assertion());
    }

    /** A JWT works once, even if the request is refused for another reason: the next one is new. */
    static void usedJwt(Walk walk) {
        walk.note(JWT, "used");
    }

    private static String shown(Walk walk, String name, Supplier<String> identityProvider) {
        Instant now = walk.clock().instant();
        return walk.noted(name, Made.class)
                .filter(made ->
                        !now.isBefore(made.at()) && now.isBefore(made.at().plus(SHOWN)))
                .orElseGet(() -> {
                    Made made = new Made(identityProvider.get(), now);
                    walk.note(name, made);
                    return made;
                })
                .assertion();
    }
}
