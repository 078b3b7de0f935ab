/** The web server: guards before every page, templates, and the pages' common frame. */
@NullMarked
package dev.tokentrail.demo.web;

import org.jspecify.annotations.NullMarked;
