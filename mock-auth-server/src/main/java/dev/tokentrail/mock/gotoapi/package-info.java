/** GoTo: authorization code with PKCE, personal access tokens, and refreshes that omit the refresh token. */
@NullMarked
package dev.tokentrail.mock.gotoapi;

import org.jspecify.annotations.NullMarked;
