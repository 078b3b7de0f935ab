/** What a visitor's session did, call by call, bounded. */
@NullMarked
package dev.tokentrail.demo.trail;

import org.jspecify.annotations.NullMarked;
