/** Tokens in a database: they survive restarts and are shared by many processes. */
@NullMarked
package dev.tokentrail.store.jdbc;

import org.jspecify.annotations.NullMarked;
