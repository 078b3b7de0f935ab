package dev.tokentrail.demo.flow;

import java.util.List;

/**
 * Something a person fills in before a step.
 *
 * @param name the name in the form and in the JSON API
 * @param label the words beside it
 * @param kind how it is filled in
 * @param value what stands in it at first; empty for a secret of a real service
 * @param help a sentence on what belongs there, or empty
 * @param choices what can be chosen, only for {@link Kind#CHOICE}
 */
public record Field(String name, String label, Kind kind, String value, String help, List<String> choices) {

    /** How a field is filled in. */
    public enum Kind {
        /** One line of text. */
        TEXT,
        /** One line that nobody should read over a shoulder. */
        SECRET,
        /** Several lines, an assertion say. */
        LONG_TEXT,
        /** One of {@link Field#choices}. */
        CHOICE
    }

    /** Takes a copy of the choices. */
    public Field {
        choices = List.copyOf(choices);
    }

    /** A line of text. */
    public static Field text(String name, String label, String value, String help) {
        return new Field(name, label, Kind.TEXT, value, help, List.of());
    }

    /** A line that is not shown. */
    public static Field secret(String name, String label, String value, String help) {
        return new Field(name, label, Kind.SECRET, value, help, List.of());
    }

    /** Several lines. */
    public static Field longText(String name, String label, String value, String help) {
        return new Field(name, label, Kind.LONG_TEXT, value, help, List.of());
    }

    /** One of several; the first is chosen at first. */
    public static Field choice(String name, String label, List<String> choices, String help) {
        return new Field(name, label, Kind.CHOICE, choices.get(0), help, choices);
    }
}
