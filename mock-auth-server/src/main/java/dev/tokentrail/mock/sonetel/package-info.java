/** Sonetel: password and refresh as form or multipart, and an API whose failures are HTTP 200. */
@NullMarked
package dev.tokentrail.mock.sonetel;

import org.jspecify.annotations.NullMarked;
