/** Tokens in the requests of OkHttp. */
@NullMarked
package dev.tokentrail.adapters.okhttp;

import org.jspecify.annotations.NullMarked;
