package dev.tokentrail.mock.token;

import dev.tokentrail.mock.config.Section;

/** How a service signs its JWTs (RFC 7518 section 3.1). */
public enum SigningAlgorithm {

    /** RSASSA-PKCS1-v1_5 with SHA-256 and 2048 bits, as every service does that is emulated; the default. */
    RS256,

    /** ECDSA with P-256 and SHA-256. */
    ES256;

    /**
     * Reads how a service signs.
     *
     * @throws IllegalArgumentException if it is neither of them
     */
    public static SigningAlgorithm read(Section section) {
        return switch (section.text("signingAlgorithm", "RS256")) {
            case "RS256" -> RS256;
            case "ES256" -> ES256;
            default -> throw section.wrong("signingAlgorithm", "\"RS256\" or \"ES256\"");
        };
    }
}
