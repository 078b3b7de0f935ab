/** Browser sessions: unguessable, bounded, apart from each other. */
@NullMarked
package dev.tokentrail.demo.session;

import org.jspecify.annotations.NullMarked;
