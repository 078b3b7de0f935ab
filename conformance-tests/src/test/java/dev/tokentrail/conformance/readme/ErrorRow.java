package dev.tokentrail.conformance.readme;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row below {@code | error | what it means | what to do |}; which tests show it stands in a comment at its end.
 *
 * @param line the line of the document, from 1
 * @param error what is seen
 * @param meaning what it means
 * @param remedy what to do
 * @param shownBy the tests, as {@code TestClass#method}; empty if none is named
 */
record ErrorRow(int line, String error, String meaning, String remedy, List<String> shownBy) {

    static final String HEADER = "| error | what it means | what to do |";

    private static final Pattern CELLS = Pattern.compile("\\| (.*?) \\| (.*?) \\| (.*?) \\|");
    private static final Pattern SHOWN_BY = Pattern.compile("\\s*<!-- (.*?) -->$");
    private static final Pattern LITERAL = Pattern.compile("`([^`]+)`");
    private static final Pattern STATUS = Pattern.compile("(?<![\\w`])[1-5]\\d\\d(?![\\w`])");
    private static final Pattern CODE = Pattern.compile("[a-z]+_[a-z_]+");

    /** The rows of each such table between two lines; a row that does not have three cells has an empty error. */
    static List<ErrorRow> in(String section, int firstLine) {
        List<ErrorRow> rows = new ArrayList<>();
        List<String> lines = section.lines().toList();
        boolean inTable = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("|") && inTable && !line.startsWith("|---")) {
                rows.add(of(firstLine + i, line));
            }
            inTable = line.startsWith("|") && (inTable || line.equals(HEADER));
        }
        return rows;
    }

    private static ErrorRow of(int number, String line) {
        Matcher cells = CELLS.matcher(line);
        if (!cells.matches()) {
            return new ErrorRow(number, "", "", "", List.of());
        }
        Matcher shownBy = SHOWN_BY.matcher(cells.group(3));
        return shownBy.find()
                ? new ErrorRow(
                        number,
                        cells.group(1),
                        cells.group(2),
                        cells.group(3).substring(0, shownBy.start()),
                        List.of(shownBy.group(1).split(", ")))
                : new ErrorRow(number, cells.group(1), cells.group(2), cells.group(3), List.of());
    }

    /** The words of the service and of the library that the error is known by, each without its open end. */
    List<String> words() {
        return literals(error).stream()
                .flatMap(literal -> Pattern.compile("…").splitAsStream(literal))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The statuses that the error comes with. */
    List<String> statuses() {
        return STATUS.matcher(error.replaceAll("`[^`]*`", ""))
                .results()
                .map(found -> found.group())
                .toList();
    }

    /** The code that it is read as, or the type of the exception: what the meaning begins with, if it is one. */
    List<String> readAs() {
        List<String> first = meaning.startsWith("`") ? literals(meaning).subList(0, 1) : List.of();
        return first.stream()
                .filter(word -> CODE.matcher(word).matches() || word.endsWith("Exception"))
                .toList();
    }

    private static List<String> literals(String text) {
        return LITERAL.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
