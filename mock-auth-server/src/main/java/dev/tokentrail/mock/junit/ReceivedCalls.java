package dev.tokentrail.mock.junit;

import dev.tokentrail.mock.JournalView;

/** Tells with the failure of a test, as suppressed by it, which calls the emulator received; secrets are masked. */
final class ReceivedCalls extends Exception {

    private static final long serialVersionUID = 1L;

    ReceivedCalls(JournalView calls) {
        super(String.valueOf(calls), null, false, false);
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the name of this class would be in the way of the calls
    public String toString() {
        return String.valueOf(getMessage());
    }
}
