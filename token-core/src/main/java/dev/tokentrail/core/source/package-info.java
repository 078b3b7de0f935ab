/**
 * Always a valid token: kept, renewed once for everybody, saved before it is used.
 *
 * <p>Start with {@link dev.tokentrail.core.source.TokenSource#of}, and ask {@link dev.tokentrail.core.source.TokenSource#token()} wherever a
 * token is needed. {@link dev.tokentrail.core.source.TokenSourceBuilder} changes name, patience and margin, and
 * {@link dev.tokentrail.core.source.TokenSource#tokenAsync()} waits for nobody.
 *
 * <ul>
 * <li>{@link dev.tokentrail.core.source.BearerAuthorization} puts the token into requests of the JDK's client, for the origins that are
 *     named; {@link dev.tokentrail.core.source.TokenUse} calls once more if a token is refused.
 * <li>{@link dev.tokentrail.core.source.TokenStore} keeps tokens over restarts and for many processes; the module {@code
 *     token-store-jdbc} has one for a file and for PostgreSQL, and {@code token-store-contract} the tests for one of your own.
 * <li>{@link dev.tokentrail.core.source.TokenSourceListener} is told what sources do, for metrics.
 * <li>{@link dev.tokentrail.core.source.Renewal} is how a token is got; the module {@code token-retry} repeats it as far as that is safe.
 * </ul>
 */
@NullMarked
package dev.tokentrail.core.source;

import org.jspecify.annotations.NullMarked;
