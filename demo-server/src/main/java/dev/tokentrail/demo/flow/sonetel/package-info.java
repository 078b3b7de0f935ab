/** Sonetel: a user's name and password for a token, and the account call. */
@NullMarked
package dev.tokentrail.demo.flow.sonetel;

import org.jspecify.annotations.NullMarked;
