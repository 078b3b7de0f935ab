/** TLS of the server: the certificates it has for its own life, and the connector that shows them. */
@NullMarked
package dev.tokentrail.mock.tls;

import org.jspecify.annotations.NullMarked;
