package dev.tokentrail.mock.http;

/**
 * One header line.
 *
 * @param name the field name, in the case that was on the wire
 * @param value the field value
 */
public record Header(String name, String value) {}
