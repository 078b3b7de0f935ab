/** Sonetel: a user's name and password for a JWT of a day, a refresh, and the account call. */
@NullMarked
package dev.tokentrail.provider.sonetel;

import org.jspecify.annotations.NullMarked;
