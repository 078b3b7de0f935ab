/** The settings page: which services are real, and which variables are set or missing. */
@NullMarked
package dev.tokentrail.demo.web.settings;

import org.jspecify.annotations.NullMarked;
