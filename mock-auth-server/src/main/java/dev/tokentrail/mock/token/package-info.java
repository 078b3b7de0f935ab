/** What all five services need to issue and check credentials: signing keys, bounded stores, PKCE, redirect rules. */
@NullMarked
package dev.tokentrail.mock.token;

import org.jspecify.annotations.NullMarked;
