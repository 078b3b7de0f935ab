/** What the tests of the providers share; never published. */
@NullMarked
package dev.tokentrail.testsupport;

import org.jspecify.annotations.NullMarked;
