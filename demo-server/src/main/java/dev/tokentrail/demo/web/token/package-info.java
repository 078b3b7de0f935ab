/** Tokens explained: what is in them, who vouches for it, how long they live, and what a refresh changed. */
@NullMarked
package dev.tokentrail.demo.web.token;

import org.jspecify.annotations.NullMarked;
