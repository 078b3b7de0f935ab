/** The start page. */
@NullMarked
package dev.tokentrail.demo.web.home;

import org.jspecify.annotations.NullMarked;
