/**
 * Token flows, tokens, and the errors that come of them.
 *
 * <p>Start with the class of the service, which is in a module of its own, {@code GoTo} say, or for a service that keeps to the RFCs
 * with {@link dev.tokentrail.core.token.StandardProvider#discover}: it gives a {@link dev.tokentrail.core.token.Token}, or throws one of the
 * four kinds of {@link dev.tokentrail.core.token.TokenException}, named by who can do something about it:
 *
 * <ul>
 * <li>{@link dev.tokentrail.core.token.ProviderRefusedException}: the input has to change;
 * <li>{@link dev.tokentrail.core.token.ProviderUnavailableException}: the service was not reached, or not understood;
 * <li>{@link dev.tokentrail.core.token.CallbackRejectedException}: a redirect is not the answer to our request;
 * <li>{@link dev.tokentrail.core.token.UserNeededException}: a person has to sign in or to consent.
 * </ul>
 *
 * <p>Where a person signs in, {@link dev.tokentrail.core.token.AuthorizationTransaction} is what to keep until the browser is back with
 * an {@link dev.tokentrail.core.token.AuthorizationCallback}; {@link dev.tokentrail.core.token.DeviceFlow} is for devices without a
 * browser.
 *
 * <p>To write a provider: it builds each request as a {@link dev.tokentrail.core.http.WireRequest}, states in a
 * {@link dev.tokentrail.core.token.TokenDialect} how its service answers, lets a {@link dev.tokentrail.core.token.TokenClient} send the
 * one and read the other, and implements {@link dev.tokentrail.core.token.TokenProvider}.
 */
@NullMarked
package dev.tokentrail.core.token;

import org.jspecify.annotations.NullMarked;
