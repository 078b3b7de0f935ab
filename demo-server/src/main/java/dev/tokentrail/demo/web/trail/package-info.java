/** The trail: every call of a session as texts, downloads and a picture, and how a page shows them. */
@NullMarked
package dev.tokentrail.demo.web.trail;

import org.jspecify.annotations.NullMarked;
