/** GoTo: authorization code with PKCE, personal access tokens, and refreshes that leave out what did not change. */
@NullMarked
package dev.tokentrail.provider.gotoapi;

import org.jspecify.annotations.NullMarked;
