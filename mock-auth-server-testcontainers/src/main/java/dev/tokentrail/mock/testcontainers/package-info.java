/**
 * The emulator in a container that Testcontainers starts and ends.
 *
 * <p>Start with {@link dev.tokentrail.mock.testcontainers.MockAuthServerContainer};
 * {@link dev.tokentrail.mock.testcontainers.MockAuthServerControl} moves its clock, plans faults and asks its journal.
 */
@NullMarked
package dev.tokentrail.mock.testcontainers;

import org.jspecify.annotations.NullMarked;
