/** Unique secrets go in at every door; nothing of them comes out at any. */
@NullMarked
package dev.tokentrail.conformance.secrets;

import org.jspecify.annotations.NullMarked;
