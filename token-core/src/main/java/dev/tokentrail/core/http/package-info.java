/**
 * HTTP calls as values: a request that can be shown before it is sent, a response, a transport between them and a trail of what
 * went over it.
 *
 * <p>Start with {@link dev.tokentrail.core.http.WireRequest}: every provider gives one for each of its calls. Who only wants tokens
 * needs nothing of this package.
 *
 * <ul>
 * <li>{@link dev.tokentrail.core.http.JdkTransport} sends requests by the JDK's HTTP client;
 *     {@link dev.tokentrail.core.http.JdkTransportBuilder} says what it trusts, and how long and how much it waits for. Another client
 *     is a {@link dev.tokentrail.core.http.Transport}, an interface of one method.
 * <li>{@link dev.tokentrail.core.http.Trail} remembers the last calls that go over a transport, each as an
 *     {@link dev.tokentrail.core.http.Exchange}.
 * <li>{@link dev.tokentrail.core.http.RedirectPolicy} says which redirects a request with credentials may follow.
 * <li>{@link dev.tokentrail.core.http.Loopback} says which addresses may be called without TLS.
 * <li>{@link dev.tokentrail.core.http.Parameters} and {@link dev.tokentrail.core.http.Body} are what a request carries, as a form, as
 *     JSON, or in parts.
 * </ul>
 */
@NullMarked
package dev.tokentrail.core.http;

import org.jspecify.annotations.NullMarked;
