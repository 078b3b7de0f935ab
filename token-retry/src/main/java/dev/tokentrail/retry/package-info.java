/** Token requests that failed, repeated as far as their grant allows. */
@NullMarked
package dev.tokentrail.retry;

import org.jspecify.annotations.NullMarked;
