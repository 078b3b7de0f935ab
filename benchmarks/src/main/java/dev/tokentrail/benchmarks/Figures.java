package dev.tokentrail.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The lines that a run has for the page; each is shown as it comes. */
final class Figures {

    private final List<String> lines = new ArrayList<>();

    void line(String line) {
        lines.add(line);
        System.out.println(line);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
