/** Strangers who try to keep the emulator and the demo from serving others. */
@org.jspecify.annotations.NullMarked
package dev.tokentrail.conformance.load;
