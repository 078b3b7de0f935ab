/** Shows requests and answers without their secrets. */
@NullMarked
package dev.tokentrail.mock.masking;

import org.jspecify.annotations.NullMarked;
