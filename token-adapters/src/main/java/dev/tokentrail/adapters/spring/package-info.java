/**
 * Tokens in the requests of Spring's {@code RestClient} and {@code RestTemplate}.
 *
 * <p>Start with {@link dev.tokentrail.adapters.spring.BearerInterceptor}, which is made of a
 * {@link dev.tokentrail.core.source.BearerAuthorization}: that one knows the origins that may get the token.
 */
@NullMarked
package dev.tokentrail.adapters.spring;

import org.jspecify.annotations.NullMarked;
