/** Values that must not be seen, and the means to take them out of any text. */
@NullMarked
package dev.tokentrail.core.secret;

import org.jspecify.annotations.NullMarked;
