package dev.tokentrail.conformance.behaviour;

import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the library made of one answer.
 *
 * @param cell the cell of the table
 * @param failure the exception, or null if a token came of it
 */
record Outcome(String cell, @Nullable TokenException failure) {

    static Outcome of(Token token, Instant sentAt) {
        return new Outcome("token, " + life(token.expiry(), sentAt), null);
    }

    static Outcome of(TokenException failure) {
        StringBuilder cell = new StringBuilder(kind(failure));
        failure.code().ifPresent(code -> cell.append(" `").append(code).append('`'));
        if (failure.retryable()) {
            cell.append(", again ")
                    .append(failure.retryAfter()
                            .map(wait -> "in " + wait.toSeconds() + " s")
                            .orElse("later"));
        }
        if (!failure.mayHaveReachedProvider()) {
            cell.append(", never sent");
        }
        return new Outcome(cell.toString(), failure);
    }

    private static String kind(TokenException failure) {
        if (failure instanceof ProviderRefusedException) {
            return "refused";
        }
        return failure instanceof ProviderUnavailableException
                ? "unavailable"
                : failure.getClass().getSimpleName();
    }

    private static String life(Expiry expiry, Instant sentAt) {
        return expiry.at()
                .map(end -> switch (expiry.source()) {
                    case SERVER -> Duration.between(sentAt, end).toSeconds() + " s";
                    case JWT -> Duration.between(sentAt, end).toSeconds() + " s from the JWT";
                    case PROVIDER_DEFAULT -> Duration.between(sentAt, end).toSeconds() + " s by default";
                    case UNKNOWN -> "";
                })
                .orElse("end unknown");
    }
}
