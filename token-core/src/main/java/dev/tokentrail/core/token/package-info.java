/**
 * Token flows, tokens, and the errors that come of them.
 *
 * <p>A provider builds each request as a {@link dev.tokentrail.core.http.WireRequest}, states in a
 * {@link dev.tokentrail.core.token.TokenDialect} how its service answers, and lets a
 * {@link dev.tokentrail.core.token.TokenClient} send the one and read the other. A service that keeps to the RFCs needs no
 * provider of its own: {@link dev.tokentrail.core.token.StandardProvider}.
 */
@NullMarked
package dev.tokentrail.core.token;

import org.jspecify.annotations.NullMarked;
