package dev.tokentrail.mock.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * One probe of every service.
 *
 * @param name what is wrong with the request
 * @param probe sends it and says what came of it
 * @param cells what must come of it, for X3, Sonetel, X Booker, GoTo, WSO2 3.2 and WSO2 4.2
 */
record Row(String name, Probe probe, List<Cell> cells) {

    /** Sends what it has to send and tells the answer. */
    @FunctionalInterface
    interface Probe {
        String observe(Subject subject);
    }

    /** A row; five cells mean that the last one is for both versions of WSO2. */
    static Row row(String name, Probe probe, Cell... cells) {
        List<Cell> all = new ArrayList<>(List.of(cells));
        if (all.size() == 5) {
            all.add(all.get(4));
        }
        if (all.size() != 6) {
            throw new IllegalArgumentException(name + " has " + all.size() + " cells");
        }
        return new Row(name, probe, List.copyOf(all));
    }
}
