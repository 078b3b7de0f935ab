/**
 * Sage X3, cloud API gateway: pair with a customer, exchange the code, refresh.
 *
 * <p>Start with {@link dev.tokentrail.provider.x3.X3}, which takes {@link dev.tokentrail.provider.x3.X3Config}. A customer is sent away
 * by {@link dev.tokentrail.provider.x3.X3#authorize} and comes back to {@link dev.tokentrail.provider.x3.X3#complete}. For a token that stays valid, give it to
 * {@link dev.tokentrail.core.source.TokenSource#of}.
 */
@NullMarked
package dev.tokentrail.provider.x3;

import org.jspecify.annotations.NullMarked;
