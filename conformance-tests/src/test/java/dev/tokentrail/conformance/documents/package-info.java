/** What the documents of the repository claim: that the tests they name exist, and that their tables are complete. */
@NullMarked
package dev.tokentrail.conformance.documents;

import org.jspecify.annotations.NullMarked;
