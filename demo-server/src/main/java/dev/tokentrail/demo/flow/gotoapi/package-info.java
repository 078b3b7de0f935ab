/** GoTo: the flows of a standard service with a few habits of its own. */
@NullMarked
package dev.tokentrail.demo.flow.gotoapi;

import org.jspecify.annotations.NullMarked;
