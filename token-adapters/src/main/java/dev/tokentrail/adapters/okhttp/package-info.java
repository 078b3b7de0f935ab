/**
 * Tokens in the requests of OkHttp.
 *
 * <p>Start with {@link dev.tokentrail.adapters.okhttp.OkHttpBearer}, which is made of a
 * {@link dev.tokentrail.core.source.BearerAuthorization}: that one knows the origins that may get the token.
 */
@NullMarked
package dev.tokentrail.adapters.okhttp;

import org.jspecify.annotations.NullMarked;
