/** Sage X3, cloud API gateway: pair with a customer, exchange the code, refresh. */
@NullMarked
package dev.tokentrail.provider.x3;

import org.jspecify.annotations.NullMarked;
