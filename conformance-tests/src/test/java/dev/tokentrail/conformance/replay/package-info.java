/** What the library sends and what its cURL command sends, side by side. */
@NullMarked
package dev.tokentrail.conformance.replay;

import org.jspecify.annotations.NullMarked;
