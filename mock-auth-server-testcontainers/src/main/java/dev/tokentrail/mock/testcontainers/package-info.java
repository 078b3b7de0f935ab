/** The emulator in a container that Testcontainers starts and ends. */
@NullMarked
package dev.tokentrail.mock.testcontainers;

import org.jspecify.annotations.NullMarked;
