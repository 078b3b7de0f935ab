package dev.tokentrail.conformance.nodes;

/**
 * One line that a node prints.
 *
 * @param at when, in milliseconds since 1970 by the machine's clock, which nobody sets
 * @param kind what happened
 * @param detail what belongs to it, empty for nothing
 */
record Report(long at, Kind kind, String detail) {

    /** What can happen to a node. */
    enum Kind {
        /** It runs, and waits to be told to go. */
        READY,
        /** It was given another token than before: the token's print. */
        TOKEN,
        /** It was not given a token, or failed in another way than before: type and message. */
        ERROR,
        /** It is given tokens again: how often it was not, and how long. */
        RECOVERED,
        /** It is given another token, or none: when it was given the one before for the last time, and that one's print. */
        LAST_GIVEN,
        /** The service answered an API call: the token's print. */
        API_ACCEPTED,
        /** The service refused an API call: the token's print. */
        API_REFUSED,
        /** It came by a {@link Point}: which. */
        REACHED,
        /** It stopped at a {@link Point}: which. */
        HALTED,
        /** It could not save. */
        SAVE_FAILED,
        /** It gave the lease back. */
        RELEASED,
        /** It saw what its clock was set to: by how many seconds. */
        STEPPED,
        /** It is about to end: its longest wait for a token in milliseconds, and how often it was given one. */
        STOPPED
    }

    static Report parsed(String line) {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1);
        return new Report(
                Long.parseLong(line.substring(0, first)),
                Kind.valueOf(line.substring(first + 1, second)),
                line.substring(second + 1));
    }

    String line() {
        return at + " " + kind + " " + detail.replaceAll("\\R", " ");
    }
}
