/**
 * What every token store has to do.
 *
 * <p>Start with {@link dev.tokentrail.store.contract.TokenStoreContract}: extend it in a test of your own
 * {@link dev.tokentrail.core.source.TokenStore}, and say how the store is opened.
 */
@NullMarked
package dev.tokentrail.store.contract;

import org.jspecify.annotations.NullMarked;
