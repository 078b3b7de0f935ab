/** Reading a configuration file, with errors that name the key. */
@NullMarked
package dev.tokentrail.mock.config;

import org.jspecify.annotations.NullMarked;
