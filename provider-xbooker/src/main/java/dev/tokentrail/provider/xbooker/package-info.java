/**
 * X Booker: a refresh token for a client secret, access tokens of two minutes, and the organization call.
 *
 * <p>Start with {@link dev.tokentrail.provider.xbooker.XBooker}, which takes {@link dev.tokentrail.provider.xbooker.XBookerConfig}. {@link
 * dev.tokentrail.provider.xbooker.XBooker#token()} makes both calls; each has a method of its own as well. For a token that stays valid, give it to
 * {@link dev.tokentrail.core.source.TokenSource#of}.
 */
@NullMarked
package dev.tokentrail.provider.xbooker;

import org.jspecify.annotations.NullMarked;
