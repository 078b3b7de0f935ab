package dev.tokentrail.mock.http;

import java.util.Map;

/** How a service writes an error into its body. */
@FunctionalInterface
public interface ErrorShape {

    /** The members {@code error} and {@code error_description} of RFC 6749 section 5.2. */
    ErrorShape OAUTH = (status, code, description) ->
            Answer.json(status, Members.of("error", code, "error_description", description));

    /**
     * Writes an error.
     *
     * @param status HTTP status
     * @param code a short name
     * @param description a sentence
     */
    Answer answer(int status, String code, String description);

    /** Only the member {@code message}. */
    static ErrorShape message() {
        return (status, code, description) -> Answer.json(status, Map.of("message", description));
    }
}
