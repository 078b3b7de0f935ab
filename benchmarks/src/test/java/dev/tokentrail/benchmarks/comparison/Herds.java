package dev.tokentrail.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of herds that {@code benchmarks/run --page} measured on JDK 17 and wrote. */
final class Herds {

    private Herds() {}

    /** How many token requests a thousand callers caused, cold + at expiry, by the title of the library. */
    static Map<String, String> ofAThousand() throws IOException {
        Path page = Path.of("").toAbsolutePath().resolveSibling("docs/figures-token-source.md");
        List<String> lines = Files.readAllLines(page);
        int head = 0;
        while (!lines.get(head).startsWith("| token requests, cold + at expiry")) {
            head++;
        }
        int column = List.of(lines.get(head).split("\\s*\\|\\s*")).indexOf("1,000");
        Map<String, String> requests = new LinkedHashMap<>();
        for (String line : lines.subList(head + 2, head + 6)) {
            String[] cells = line.split("\\s*\\|\\s*");
            requests.put(cells[1], cells[column].replaceAll(" \\([^)]*\\)", ""));
        }
        return requests;
    }
}
