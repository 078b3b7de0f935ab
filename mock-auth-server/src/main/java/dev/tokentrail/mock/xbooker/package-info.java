/** X Booker: two GETs with headers, a fingerprint, and access tokens of two minutes. */
@NullMarked
package dev.tokentrail.mock.xbooker;

import org.jspecify.annotations.NullMarked;
