/** The probe table: what every service answers to every kind of wrong request, on the wire. */
@NullMarked
package dev.tokentrail.mock.probe;

import org.jspecify.annotations.NullMarked;
