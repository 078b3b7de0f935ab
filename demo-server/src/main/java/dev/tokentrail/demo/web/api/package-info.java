/** The flows by script: JSON over the same services, flows and steps as the pages, with an OpenAPI document. */
@NullMarked
package dev.tokentrail.demo.web.api;

import org.jspecify.annotations.NullMarked;
