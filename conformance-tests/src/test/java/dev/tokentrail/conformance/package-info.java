/** Tests that span the modules: architecture, documents, foreign servers, consumers. */
@NullMarked
package dev.tokentrail.conformance;

import org.jspecify.annotations.NullMarked;
