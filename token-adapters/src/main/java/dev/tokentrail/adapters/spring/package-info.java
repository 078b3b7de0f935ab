/** Tokens in the requests of Spring's RestClient. */
@NullMarked
package dev.tokentrail.adapters.spring;

import org.jspecify.annotations.NullMarked;
