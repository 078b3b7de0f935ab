/** Requests as cURL commands that run. */
@NullMarked
package dev.tokentrail.core.curl;

import org.jspecify.annotations.NullMarked;
