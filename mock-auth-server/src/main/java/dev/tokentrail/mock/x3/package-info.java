/** Sage X3: pairing request, JSON token endpoint that answers 201, two regions. */
@NullMarked
package dev.tokentrail.mock.x3;

import org.jspecify.annotations.NullMarked;
