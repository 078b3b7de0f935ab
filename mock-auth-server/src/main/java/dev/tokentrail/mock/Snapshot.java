package dev.tokentrail.mock;

import java.util.List;
import java.util.function.Predicate;

/**
 * Exchanges as they were at one moment, in order of arrival.
 *
 * @param exchanges those that the journal still has
 * @param missing whether it has dropped others
 * @param most how many requests the journal keeps
 */
record Snapshot(List<Exchange> exchanges, boolean missing, int most) {

    Snapshot only(Predicate<Exchange> wanted) {
        return new Snapshot(exchanges.stream().filter(wanted).toList(), missing, most);
    }
}
