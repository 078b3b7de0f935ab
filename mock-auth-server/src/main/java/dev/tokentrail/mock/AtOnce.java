package dev.tokentrail.mock;

import dev.tokentrail.mock.RecordedRequest.Departure;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Exchanges that were in flight at the same time: from the arrival of the head to the departure of the answer. */
final class AtOnce {

    private AtOnce() {}

    /** Those of the moment at which most of them were in flight, the earliest such moment. */
    static List<Exchange> most(List<Exchange> exchanges) {
        PriorityQueue<Exchange> inFlight = new PriorityQueue<>(Comparator.comparingLong(AtOnce::end));
        List<Exchange> most = List.of();
        for (Exchange next : exchanges) {
            while (!inFlight.isEmpty()
                    && end(inFlight.element()) < next.recorded().arrived()) {
                inFlight.remove();
            }
            inFlight.add(next);
            if (inFlight.size() > most.size()) {
                most = List.copyOf(inFlight);
            }
        }
        return most.stream()
                .sorted(Comparator.comparingLong(exchange -> exchange.recorded().sequence()))
                .toList();
    }

    private static long end(Exchange exchange) {
        return exchange.departure().map(Departure::moment).orElse(Long.MAX_VALUE);
    }
}
