package dev.tokentrail.benchmarks.emulator;

import java.util.ArrayList;
import java.util.List;

/**
 * A server that takes part in one discipline.
 *
 * @param name what it is called in the tables
 * @param program class path and main class, or the jar, and the arguments with which it serves
 * @param embedded class path and main class of its start within a program, and its variant
 * @param order a request for a token
 */
record Contestant(String name, List<String> program, List<String> embedded, Order order) {

    /** The command that starts it within a program, asks for two tokens, and ends. */
    List<String> embeddedWithRequests() {
        List<String> command = new ArrayList<>(embedded);
        command.add(order.text());
        command.add(order.text().replace(Connections.NUMBER, "0000000001"));
        return command;
    }

    /** Whether a wrong answer of it is a mistake of this project. */
    boolean isOurs() {
        return name.equals(Contestants.BARE) || name.equals(Contestants.EMULATOR);
    }

    @Override
    public String toString() {
        return name;
    }
}
