/**
 * Metrics of token sources.
 *
 * <p>Start with {@link dev.tokentrail.adapters.micrometer.TokenSourceMetrics}, which a source takes as its
 * {@link dev.tokentrail.core.source.TokenSourceListener}.
 */
@NullMarked
package dev.tokentrail.adapters.micrometer;

import org.jspecify.annotations.NullMarked;
