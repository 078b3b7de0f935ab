/** The emulator measured beside other servers that issue tokens in tests: start, throughput, processor time, memory. */
@NullMarked
package dev.tokentrail.benchmarks.emulator;

import org.jspecify.annotations.NullMarked;
