/** The READMEs of the providers: one shape, and nothing in them that a test does not check. */
@NullMarked
package dev.tokentrail.conformance.readme;

import org.jspecify.annotations.NullMarked;
