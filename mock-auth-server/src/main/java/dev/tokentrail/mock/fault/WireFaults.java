package dev.tokentrail.mock.fault;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.fault.Effect.Outcome;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Delivery;
import dev.tokentrail.mock.http.Delivery.Extent;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Faults that change how an answer goes over the wire. */
final class WireFaults {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private WireFaults() {}

    /** The service processes the request and the answer comes late. */
    static Effect delay(Section parameters) {
        Duration time = duration(parameters, "for", Duration.ofSeconds(1));
        return processed(delivery -> delivery.after(time));
    }

    /** Nothing is processed and nothing comes; in the end the connection is closed. */
    static Effect hang(Section parameters) {
        Duration time = duration(parameters, "for", LONGEST);
        return unprocessed(delivery -> delivery.after(time).only(Extent.NOTHING));
    }

    static Effect droppedBeforeProcessing(Section parameters) {
        Extent extent = nothing(parameters);
        return unprocessed(delivery -> delivery.only(extent));
    }

    static Effect answerLost(Section parameters) {
        Extent extent = nothing(parameters);
        return processed(delivery -> delivery.only(extent));
    }

    static Effect droppedInBody(Section parameters) {
        return processed(delivery -> delivery.only(Extent.HALF));
    }

    static Effect slowDrip(Section parameters) {
        int bytes = (int) parameters.number("bytes", 1, 1, 1_000_000);
        Duration every = duration(parameters, "every", Duration.ofMillis(100));
        return processed(delivery -> delivery.dripping(bytes, every));
    }

    private static Extent nothing(Section parameters) {
        return parameters.flag("reset", false) ? Extent.NOTHING_BUT_RESET : Extent.NOTHING;
    }

    private static Effect processed(UnaryOperator<Delivery> how) {
        return how(how, FaultedCall::processed);
    }

    private static Effect unprocessed(UnaryOperator<Delivery> how) {
        return how(how, call -> Answer.of(204));
    }

    private static Effect how(UnaryOperator<Delivery> how, Function<FaultedCall, Answer> answer) {
        return call -> Outcome.of(
                call.pauses().full()
                        ? call.error(503, "temporarily_unavailable", "Too many answers of this emulator are waiting")
                        : answer.apply(call).delivered(how.apply(Delivery.AT_ONCE.with(call.pauses()))));
    }

    private static Duration duration(Section parameters, String key, Duration fallback) {
        Duration duration;
        try {
            duration = parameters.optionalText(key).map(Duration::parse).orElse(fallback);
        } catch (DateTimeException e) {
            throw parameters.wrong(key, "a duration such as \"PT0.5S\"");
        }
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw parameters.wrong(key, "a duration of at most ten minutes");
        }
        return duration;
    }
}
