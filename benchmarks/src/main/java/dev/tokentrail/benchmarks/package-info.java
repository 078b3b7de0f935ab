/** The token source measured: beside a bare read, beside a bare client, and beside other libraries. */
@NullMarked
package dev.tokentrail.benchmarks;

import org.jspecify.annotations.NullMarked;
