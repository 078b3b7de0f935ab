package dev.tokentrail.mock.probe;

import java.util.List;

/**
 * The probes of one topic.
 *
 * @param title heading on the page
 * @param words what the page says below it
 * @param rows the probes
 */
record Table(String title, String words, List<Row> rows) {}
