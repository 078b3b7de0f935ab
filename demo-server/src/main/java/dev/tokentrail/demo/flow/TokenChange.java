package dev.tokentrail.demo.flow;

import dev.tokentrail.core.token.Token;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change in the token store.
 *
 * @param at when, by the visitor's clock
 * @param before what lay there, null if nothing did
 * @param after what lies there now, null if it was taken out
 */
public record TokenChange(
        Instant at, @Nullable Token before, @Nullable Token after) {}
