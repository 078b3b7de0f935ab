/**
 * Tokens in a database: they survive restarts and are shared by many processes.
 *
 * <p>Start with {@link dev.tokentrail.store.jdbc.JdbcTokenStore}: {@link dev.tokentrail.store.jdbc.JdbcTokenStore#file} for one process, a
 * {@code DataSource} of PostgreSQL for many. What is stored is encrypted with {@link dev.tokentrail.store.jdbc.TokenKeys}, which are made
 * once and kept with the other secrets of the application.
 */
@NullMarked
package dev.tokentrail.store.jdbc;

import org.jspecify.annotations.NullMarked;
