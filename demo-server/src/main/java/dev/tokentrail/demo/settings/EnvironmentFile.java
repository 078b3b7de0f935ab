package dev.tokentrail.demo.settings;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a {@code .env} file with dotenv-java, once each line is known to be one that it reads as it was meant: it cuts a
 * plain value at {@code #}, drops all that follows a quotation mark left open, and repeats the line in its exception,
 * where the secret is.
 */
final class EnvironmentFile {

    private static final long LARGEST = 1024 * 1024;
    private static final Pattern NOTHING = Pattern.compile("\\s*|#.*");
    private static final Pattern ENTRY = Pattern.compile("\\s*(?<name>[A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(?<value>.*)");
    private static final Pattern QUOTED = Pattern.compile("(\"[^\"]*\"|'[^']*')\\s*(#.*)?");
    private static final Pattern PLAIN = Pattern.compile("([^\"'#\\s]([^#]*[^\"#\\s])?)?\\s*((?<=\\s|^)#.*)?");

    /** What a variable is set to, and the line where it is. */
    record Entry(String value, int line) {
        @Override
        public String toString() {
            return "Entry[line=" + line + "]";
        }
    }

    private EnvironmentFile() {}

    /**
     * Reads a file.
     *
     * @throws SettingsException if it cannot be read, or a line is broken; the message names both, never what is there
     */
    static Map<String, Entry> read(Path file) {
        Map<String, Integer> lines = new HashMap<>();
        List<String> written = lines(file);
        for (int i = 0; i < written.size(); i++) {
            String line = written.get(i);
            if (!NOTHING.matcher(line).matches()) {
                lines.put(checkedName(line, file + ", line " + (i + 1)), i + 1);
            }
        }
        return parsed(file).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new Entry(entry.getValue(), lines.getOrDefault(entry.getKey(), 0))));
    }

    private static String checkedName(String line, String place) {
        // dotenv-java drops those at the ends of a value.
        if (line.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
            throw new SettingsException(place + ": there is a control character.");
        }
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            throw new SettingsException(place + ": " + notAnEntry(line));
        }
        String value = entry.group("value");
        if (QUOTED.matcher(value).matches() || PLAIN.matcher(value).matches()) {
            return entry.group("name");
        }
        throw new SettingsException(
                place + ": the value of " + entry.group("name")
                        + (value.startsWith("\"") || value.startsWith("'")
                                ? " begins with a quotation mark and does not end with it."
                                : " has to stand between double quotation marks, because it has a # or ends with one of them."));
    }

    private static String notAnEntry(String line) {
        if (line.startsWith("\uFEFF")) {
            return "there is a byte order mark; save the file as UTF-8 without one.";
        }
        if (line.stripLeading().startsWith("#")) {
            return "a comment begins at the start of its line.";
        }
        return line.stripLeading().startsWith("export ")
                ? "leave out the word export; a line is NAME=value."
                : "a line is NAME=value, a comment that begins with #, or empty.";
    }

    private static List<String> lines(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new SettingsException("The file " + file + " cannot be read: "
                    + (Files.exists(file) ? "it is not a regular file." : "there is no such file."));
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new SettingsException("The file " + file + " cannot be read: it is larger than 1 MiB.");
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException notText) {
            throw new SettingsException("The file " + file + " cannot be read: it is not UTF-8 text.");
        } catch (IOException unreadable) {
            throw new SettingsException(
                    "The file " + file + " cannot be read: permission is missing, or the disk failed.");
        }
    }

    private static Map<String, String> parsed(Path file) {
        Path absolute = file.toAbsolutePath();
        try {
            // Without the dot at the end, a directory whose name ends in .env would lose these letters.
            return Dotenv.configure()
                    .directory(absolute.resolveSibling(".").toString())
                    .filename(absolute.toFile().getName())
                    .load()
                    .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
                    .stream()
                    .collect(Collectors.toMap(DotenvEntry::getKey, entry -> withoutSingleQuotes(entry.getValue())));
        } catch (DotenvException unreadable) {
            throw new SettingsException(
                    "The file " + file + " cannot be read; copy it to a directory with a plain name.");
        }
    }

    /** What double quotes keep together comes without them, what single quotes do with them. */
    private static String withoutSingleQuotes(String value) {
        return value.length() > 1 && value.startsWith("'") && value.endsWith("'")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
