/** What stands between a valid authorization request and its answer: nobody, or a person at a page. */
@NullMarked
package dev.tokentrail.mock.consent;

import org.jspecify.annotations.NullMarked;
