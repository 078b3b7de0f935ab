/** Tests of what does without a container engine. */
@NullMarked
package dev.tokentrail.mock.testcontainers;

import org.jspecify.annotations.NullMarked;
