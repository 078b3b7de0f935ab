/** Which services are real, read once from the environment and a {@code .env} file. */
@NullMarked
package dev.tokentrail.demo.settings;

import org.jspecify.annotations.NullMarked;
