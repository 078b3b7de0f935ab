/** Programs of somebody else's, run as their users would run them. */
@NullMarked
package dev.tokentrail.consumer;

import org.jspecify.annotations.NullMarked;
