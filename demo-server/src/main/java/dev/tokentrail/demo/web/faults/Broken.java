package dev.tokentrail.demo.web.faults;

import dev.tokentrail.core.token.CallbackRejectedException;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.TokenException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the library makes of a failure.
 *
 * @param type the class of the exception
 * @param blame who can do something about it
 * @param sentence what went wrong and what to do, as the exception says it
 * @param facts status, RFC code, the service's own code, as far as there are any
 * @param retry whether repeating can help, and whether that is safe
 * @param retryable whether it can help
 * @param advice what to do, in one line
 * @param curl the request as a cURL command, masked; empty if none was made
 */
public record Broken(
        String type,
        String blame,
        String sentence,
        String facts,
        String retry,
        boolean retryable,
        String advice,
        String curl) {

    static Broken of(TokenException thrown) {
        return new Broken(
                thrown.getClass().getSimpleName(),
                blame(thrown),
                String.valueOf(thrown.getMessage()),
                facts(thrown),
                retry(thrown),
                thrown.retryable(),
                thrown.advice(),
                thrown.redactedCurl().orElse(""));
    }

    private static String blame(TokenException thrown) {
        if (thrown instanceof ProviderRefusedException) {
            return "The service understood and said no: what is sent must change.";
        }
        if (thrown instanceof ProviderUnavailableException) {
            return "The service could not be reached or understood: mostly a matter of time.";
        }
        if (thrown instanceof CallbackRejectedException) {
            return "The callback is not the answer to our request: nothing was sent, and nobody should repeat it.";
        }
        return "Only a person can go on.";
    }

    private static String facts(TokenException thrown) {
        String facts = Stream.of(
                        thrown.status().isPresent()
                                ? Optional.of("status " + thrown.status().getAsInt())
                                : Optional.<String>empty(),
                        thrown.code().map(code -> "code " + code),
                        thrown.vendorCode().map(code -> "the service's own code " + code))
                .flatMap(Optional::stream)
                .reduce((left, right) -> left + ", " + right)
                .orElse("no answer");
        return thrown.providerMessage()
                .map(words -> facts + "; in its own words: " + words)
                .orElse(facts);
    }

    private static String retry(TokenException thrown) {
        if (!thrown.retryable()) {
            return "No: the same request would fail again.";
        }
        String wait = thrown.retryAfter()
                .map(time -> " The service asks for " + time.toSeconds() + " seconds first.")
                .orElse("");
        return thrown.mayHaveReachedProvider()
                ? "Yes, later." + wait
                        + " But this request may have reached the service, so only what may happen twice is"
                        + " repeated: never a code, never a refresh token that rotates."
                : "Yes, and it is safe: the request never reached the service." + wait;
    }
}
