/** Token sources over all services at once, for hours of the emulator's time, while everything goes wrong that can. */
@NullMarked
package dev.tokentrail.conformance.soak;

import org.jspecify.annotations.NullMarked;
