/**
 * TLS of the server: the certificates it has for its own life, and the protocols that show them. Exported to the
 * demo alone, which serves its pages with it; not for others.
 */
@NullMarked
package dev.tokentrail.mock.tls;

import org.jspecify.annotations.NullMarked;
