package dev.tokentrail.mock.http;

import java.util.Optional;

/**
 * What calls of a path mean.
 *
 * @param purpose what the endpoint is for
 * @param grant the grant that the path alone stands for, where no parameter names it
 */
public record Meaning(Purpose purpose, Optional<String> grant) {

    /** Nothing is known of the path. */
    public static final Meaning OTHER = new Meaning(Purpose.OTHER, Optional.empty());
}
