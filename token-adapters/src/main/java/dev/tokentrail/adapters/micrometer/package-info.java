/** Metrics of token sources. */
@NullMarked
package dev.tokentrail.adapters.micrometer;

import org.jspecify.annotations.NullMarked;
