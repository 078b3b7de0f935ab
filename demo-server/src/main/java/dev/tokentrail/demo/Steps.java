package dev.tokentrail.demo;

import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import java.util.function.Supplier;

/** Runs the steps of a tour one after the other and counts what went wrong. */
final class Steps {

    private final TourReport report;
    private int steps;
    private int failures;

    Steps(TourReport report) {
        this.report = report;
    }

    /** A step that is expected to succeed. */
    <T> T step(String sentence, Supplier<T> call) {
        report.sentence(++steps, sentence);
        try {
            T result = call.get();
            if (result instanceof Token token) {
                report.token(token);
            }
            return result;
        } catch (TokenException | IllegalStateException unexpected) {
            throw fail(String.valueOf(unexpected.getMessage()));
        }
    }

    /** A step that is expected to succeed and gives nothing. */
    void run(String sentence, Runnable call) {
        step(sentence, () -> {
            call.run();
            return true;
        });
    }

    /** A step in which something is wrong on purpose: it must be refused, and for this reason. */
    void refused(String sentence, String code, Runnable call) {
        report.sentence(++steps, sentence);
        try {
            call.run();
        } catch (TokenException refused) {
            if (refused.code().filter(code::equals).isEmpty()) {
                throw fail("Expected " + code + ", met: " + refused.getMessage());
            }
            report.refusal(refused);
            return;
        }
        throw fail("Expected " + code + ", but nothing was refused.");
    }

    /** Something worth knowing that comes of no call. */
    void note(String sentence) {
        report.note(sentence);
    }

    /** Checks what a step brought. */
    void check(boolean holds, String whatShouldHold) {
        if (!holds) {
            throw fail("Expected: " + whatShouldHold);
        }
    }

    int failures() {
        return failures;
    }

    int count() {
        return steps;
    }

    private StepFailed fail(String why) {
        failures++;
        report.failure(why);
        return new StepFailed();
    }

    /** Ends a walk: its later steps stand on the one that failed. */
    static final class StepFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
