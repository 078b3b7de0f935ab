package dev.tokentrail.mock.probe;

import java.util.function.Predicate;

/**
 * What a service must answer to one probe.
 *
 * @param mark where that comes from
 * @param expected the answer, as {@link Reply#said()} puts it; without a colon, its description does not matter
 * @param absent if the probe does not apply: whether the reason given as {@code expected} is true
 */
record Cell(Mark mark, String expected, Predicate<Subject> absent) {

    private static final Predicate<Subject> APPLIES = subject -> false;

    /** Where an expectation comes from. */
    enum Mark {
        DOCUMENTED("D"),
        RFC("R"),
        ASSUMED("A"),
        ABSENT("");

        final String letter;

        Mark(String letter) {
            this.letter = letter;
        }
    }

    /** As the provider's documentation, tutorial or published source says. */
    static Cell documented(String expected) {
        return new Cell(Mark.DOCUMENTED, expected, APPLIES);
    }

    /** As a specification says, where the provider says nothing. */
    static Cell rfc(String expected) {
        return new Cell(Mark.RFC, expected, APPLIES);
    }

    /** As is likely. */
    static Cell assumed(String expected) {
        return new Cell(Mark.ASSUMED, expected, APPLIES);
    }

    /** The probe does not apply, for a reason that is checked. */
    static Cell none(String reason, Predicate<Subject> check) {
        return new Cell(Mark.ABSENT, reason, check);
    }

    boolean applies() {
        return mark != Mark.ABSENT;
    }
}
