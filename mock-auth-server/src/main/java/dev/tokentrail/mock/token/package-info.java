/**
 * What all five services need to issue and check credentials: keys that sign with RS256 or ES256, bounded stores, PKCE, redirect
 * rules.
 */
@NullMarked
package dev.tokentrail.mock.token;

import org.jspecify.annotations.NullMarked;
