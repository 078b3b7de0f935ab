package dev.tokentrail.mock.speed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measurements of both servers, one right after the other in each round, so that both meet the same machine. */
final class Rounds {

    /** Takes one measurement. */
    @FunctionalInterface
    interface Measurement {
        double take() throws IOException;
    }

    private final List<Double> bare = new ArrayList<>();
    private final List<Double> emulator = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

    /** Measures in turn; who comes first changes from round to round. */
    static Rounds run(int count, Measurement bare, Measurement emulator) throws IOException {
        Rounds rounds = new Rounds();
        for (int i = 0; i < count; i++) {
            boolean bareFirst = i % 2 == 0;
            double first = (bareFirst ? bare : emulator).take();
            double second = (bareFirst ? emulator : bare).take();
            rounds.add(bareFirst ? first : second, bareFirst ? second : first);
        }
        return rounds;
    }

    private void add(double ofBare, double ofEmulator) {
        bare.add(ofBare);
        emulator.add(ofEmulator);
        ratios.add(ofEmulator / ofBare);
    }

    Spread bare() {
        return Spread.of(bare);
    }

    Spread emulator() {
        return Spread.of(emulator);
    }

    /** The emulator's share of the bare server, round by round. */
    Spread ratio() {
        return Spread.of(ratios);
    }
}
