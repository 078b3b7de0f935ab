/** The demo: the token flows of five services, walked with every call shown. */
@NullMarked
package dev.tokentrail.demo;

import org.jspecify.annotations.NullMarked;
