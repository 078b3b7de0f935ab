/** X Booker: a client secret for a refresh token, a refresh token for access tokens of two minutes. */
@NullMarked
package dev.tokentrail.demo.flow.xbooker;

import org.jspecify.annotations.NullMarked;
