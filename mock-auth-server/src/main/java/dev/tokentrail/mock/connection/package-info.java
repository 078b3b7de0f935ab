/** Connections: how they are accepted, what ends them, and the limits that keep strangers from taking all of them. */
@NullMarked
package dev.tokentrail.mock.connection;

import org.jspecify.annotations.NullMarked;
