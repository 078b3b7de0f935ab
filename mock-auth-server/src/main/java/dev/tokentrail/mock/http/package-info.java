/** The wire: a request as received, an answer as sent, and the Javalin server between them and the services. */
@NullMarked
package dev.tokentrail.mock.http;

import org.jspecify.annotations.NullMarked;
