/** Measures the emulator beside a bare Javalin handler; {@code mock-auth-server/measure} runs it. */
@NullMarked
package dev.tokentrail.mock.speed;

import org.jspecify.annotations.NullMarked;
