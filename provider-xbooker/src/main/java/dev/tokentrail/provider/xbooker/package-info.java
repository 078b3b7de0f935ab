/** X Booker: a refresh token for a client secret, access tokens of two minutes, and the organization call. */
@NullMarked
package dev.tokentrail.provider.xbooker;

import org.jspecify.annotations.NullMarked;
