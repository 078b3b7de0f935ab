/**
 * Token requests that failed, repeated as far as their grant allows.
 *
 * <p>Start with {@link dev.tokentrail.retry.TokenRetry}: a source takes it as its {@link dev.tokentrail.core.source.Renewal}, a single
 * exchange of a code as its {@link dev.tokentrail.core.http.Transport}.
 */
@NullMarked
package dev.tokentrail.retry;

import org.jspecify.annotations.NullMarked;
