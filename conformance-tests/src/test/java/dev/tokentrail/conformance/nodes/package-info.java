/** Ten processes that share one token: killed, cut off from their store, and with clocks that are set. */
@NullMarked
package dev.tokentrail.conformance.nodes;

import org.jspecify.annotations.NullMarked;
