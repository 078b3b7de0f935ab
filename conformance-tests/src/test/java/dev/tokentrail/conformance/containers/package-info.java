/** The images, built and started. */
@NullMarked
package dev.tokentrail.conformance.containers;

import org.jspecify.annotations.NullMarked;
