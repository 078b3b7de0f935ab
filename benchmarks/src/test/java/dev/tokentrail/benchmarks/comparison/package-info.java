/** What the libraries do, asked of their published jars: the comparison of the root README. */
@NullMarked
package dev.tokentrail.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
