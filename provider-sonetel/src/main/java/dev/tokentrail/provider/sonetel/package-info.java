/**
 * Sonetel: a user's name and password for a JWT of a day, a refresh, and the account call.
 *
 * <p>Start with {@link dev.tokentrail.provider.sonetel.Sonetel}, which takes {@link dev.tokentrail.provider.sonetel.SonetelConfig}. {@link
 * dev.tokentrail.provider.sonetel.Sonetel#token()} asks with the password, {@link dev.tokentrail.provider.sonetel.Sonetel#refresh} from
 * then on. For a token that stays valid, give it to
 * {@link dev.tokentrail.core.source.TokenSource#of}.
 */
@NullMarked
package dev.tokentrail.provider.sonetel;

import org.jspecify.annotations.NullMarked;
