/** Clients of other languages and of other people, written from the five original tutorials, against the emulator. */
@NullMarked
package dev.tokentrail.conformance.clients;

import org.jspecify.annotations.NullMarked;
