/** What every token store has to do. */
@NullMarked
package dev.tokentrail.store.contract;

import org.jspecify.annotations.NullMarked;
