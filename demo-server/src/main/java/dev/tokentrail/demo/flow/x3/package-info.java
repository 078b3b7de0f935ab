/** Sage X3: a pairing with a customer, in the region where the customer lives. */
@NullMarked
package dev.tokentrail.demo.flow.x3;

import org.jspecify.annotations.NullMarked;
