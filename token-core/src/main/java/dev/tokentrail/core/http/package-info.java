/**
 * HTTP calls as values: a request that can be shown before it is sent, a response, a transport between them and a trail
 * of what went over it.
 */
@NullMarked
package dev.tokentrail.core.http;

import org.jspecify.annotations.NullMarked;
