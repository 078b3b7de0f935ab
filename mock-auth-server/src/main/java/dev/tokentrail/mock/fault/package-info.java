/** What can go wrong with a call on purpose. */
@NullMarked
package dev.tokentrail.mock.fault;

import org.jspecify.annotations.NullMarked;
