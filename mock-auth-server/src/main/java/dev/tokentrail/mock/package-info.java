/**
 * A strict emulator of the token services of Sage X3, Sonetel, X Booker, GoTo and WSO2 API Manager.
 *
 * <p>Start with {@link dev.tokentrail.mock.MockAuthServer#start()}, or in JUnit with
 * {@link dev.tokentrail.mock.junit.WithMockAuthServer}.
 *
 * <ul>
 * <li>{@link dev.tokentrail.mock.MockAuthServerBuilder} says which services, with what configuration, with TLS, with a person.
 * <li>{@link dev.tokentrail.mock.MockService} is one service: its address, its requests, its next answer.
 * <li>{@link dev.tokentrail.mock.MockClock} is the one clock by which everything lives.
 * <li>{@link dev.tokentrail.mock.Fault} is what goes wrong on purpose, and at which call.
 * <li>{@link dev.tokentrail.mock.JournalView} and {@link dev.tokentrail.mock.RecordedRequest} are what a client did;
 *     {@link dev.tokentrail.mock.Verification} asserts it in the words of OAuth.
 * <li>{@link dev.tokentrail.mock.NamespaceBuilder} opens an emulator within the emulator, for tests in parallel.
 * <li>{@link dev.tokentrail.mock.MockAuthServerMain} is all of it as a program.
 * </ul>
 */
@NullMarked
package dev.tokentrail.mock;

import org.jspecify.annotations.NullMarked;
