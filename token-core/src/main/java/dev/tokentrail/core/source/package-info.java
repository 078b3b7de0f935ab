/** Always a valid token: kept, renewed once for everybody, saved before it is used. */
@NullMarked
package dev.tokentrail.core.source;

import org.jspecify.annotations.NullMarked;
