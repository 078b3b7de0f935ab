/**
 * The emulator in tests of JUnit Jupiter 5.10 to 6: an isolated one for each test, as a parameter.
 *
 * <p>Start with {@link dev.tokentrail.mock.junit.WithMockAuthServer} on a class or a method;
 * {@link dev.tokentrail.mock.junit.MockAuthServerExtension} is the same in code.
 * {@link dev.tokentrail.mock.junit.Emulated} says which service a parameter is about.
 */
@NullMarked
package dev.tokentrail.mock.junit;

import org.jspecify.annotations.NullMarked;
