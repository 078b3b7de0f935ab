/** What the steps of several services have in common: one call, a browser sent away, a code exchanged. */
@NullMarked
package dev.tokentrail.demo.flow.step;

import org.jspecify.annotations.NullMarked;
