/** Tests that span the modules: architecture, documents, foreign servers. */
@NullMarked
package dev.tokentrail.conformance;

import org.jspecify.annotations.NullMarked;
