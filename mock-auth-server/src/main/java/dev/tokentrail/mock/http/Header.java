package dev.tokentrail.mock.http;

/**
 * One header line.
 *
 * @param name the field name; of a request in the case that was on the wire, unless Jetty knows the name
 * @param value the field value
 */
public record Header(String name, String value) {}
