/** What each provider makes of every kind of answer, written to {@code docs/behaviour.md}. */
@NullMarked
package dev.tokentrail.conformance.behaviour;

import org.jspecify.annotations.NullMarked;
