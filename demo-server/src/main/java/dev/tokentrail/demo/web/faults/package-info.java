/** Break it: what goes wrong with tokens, done on purpose in a visitor's own emulator, and what the library makes of it. */
@NullMarked
package dev.tokentrail.demo.web.faults;

import org.jspecify.annotations.NullMarked;
