/** The emulator in tests of JUnit Jupiter 5.10 to 6: an isolated one for each test, as a parameter. */
@NullMarked
package dev.tokentrail.mock.junit;

import org.jspecify.annotations.NullMarked;
