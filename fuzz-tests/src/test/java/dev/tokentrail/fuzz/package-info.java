/** What Jazzer runs: bytes in, an assertion that fails where something is wrong. */
@NullMarked
package dev.tokentrail.fuzz;

import org.jspecify.annotations.NullMarked;
