/** HTML pages for people: one template, one stylesheet, and markup in which every value is escaped. */
@NullMarked
package dev.tokentrail.mock.page;

import org.jspecify.annotations.NullMarked;
