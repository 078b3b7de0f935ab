/** A strict emulator of the token services of Sage X3, Sonetel, X Booker, GoTo and WSO2 API Manager. */
@NullMarked
package dev.tokentrail.mock;

import org.jspecify.annotations.NullMarked;
