/**
 * GoTo: authorization code with PKCE, personal access tokens, and refreshes that leave out what did not change.
 *
 * <p>Start with {@link dev.tokentrail.provider.gotoapi.GoTo}, which takes {@link dev.tokentrail.provider.gotoapi.GoToConfig}. A person signs in by
 * {@link dev.tokentrail.provider.gotoapi.GoTo#authorize} and {@link dev.tokentrail.provider.gotoapi.GoTo#complete}; a script has
 * {@link dev.tokentrail.provider.gotoapi.GoTo#personalAccessToken}. For a token that stays valid, give it to
 * {@link dev.tokentrail.core.source.TokenSource#of}.
 */
@NullMarked
package dev.tokentrail.provider.gotoapi;

import org.jspecify.annotations.NullMarked;
