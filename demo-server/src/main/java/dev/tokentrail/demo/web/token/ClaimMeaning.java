package dev.tokentrail.demo.web.token;

/**
 * What a member of a JWT means.
 *
 * @param sentence one sentence
 * @param source where that is written; empty if it is not known
 * @param time whether its value is a NumericDate
 */
record ClaimMeaning(String sentence, String source, boolean time) {

    static final ClaimMeaning UNKNOWN =
            new ClaimMeaning("Not registered, and the service's documentation does not tell what it means.", "", false);

    static ClaimMeaning of(String source, String sentence) {
        return new ClaimMeaning(sentence, source, false);
    }

    static ClaimMeaning time(String source, String sentence) {
        return new ClaimMeaning(sentence, source, true);
    }
}
