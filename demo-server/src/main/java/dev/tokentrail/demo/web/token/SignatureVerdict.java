package dev.tokentrail.demo.web.token;

/**
 * Whether a JWT's signature is the service's.
 *
 * @param outcome what came of the check
 * @param reason why, in a sentence or two for a newcomer
 */
public record SignatureVerdict(Outcome outcome, String reason) {

    /** What can come of a check. */
    public enum Outcome {
        /** The signature is by a key that the service publishes. */
        VALID("Signature valid"),
        /** The key is there, the signature is not by it. */
        WRONG_SIGNATURE("Signature wrong"),
        /** The service publishes no such key. */
        UNKNOWN_KEY("Unknown key"),
        /** No signature, or one by an algorithm that must not be accepted. */
        ALGORITHM_REFUSED("Algorithm refused"),
        /** The service publishes keys, but nobody fetched them yet. */
        KEYS_NOT_FETCHED("Not checked yet"),
        /** The service publishes no keys. */
        NO_KEYS_PUBLISHED("Nobody can check this here"),
        /** The keys or the token cannot be read. */
        UNREADABLE("Cannot be checked");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** The words for it. */
        public String label() {
            return label;
        }
    }

    /** Whether the signature is the service's. */
    public boolean valid() {
        return outcome == Outcome.VALID;
    }

    /** Whether the token must be refused for its signature. */
    public boolean refused() {
        return outcome == Outcome.WRONG_SIGNATURE
                || outcome == Outcome.UNKNOWN_KEY
                || outcome == Outcome.ALGORITHM_REFUSED;
    }
}
