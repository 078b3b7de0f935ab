package dev.tokentrail.mock.config;

import dev.tokentrail.mock.http.Json;
import dev.tokentrail.mock.http.MalformedRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * One JSON object of a configuration. Each key is asked for once; {@link #end()} refuses the keys nobody asked for.
 *
 * <p>Every method throws {@link IllegalArgumentException} with a sentence that names the key.
 */
public final class Section {

    private final String path;
    private final Map<?, ?> members;

    /** Several emulators may read the same configuration at once. */
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    private Section(String path, Map<?, ?> members) {
        this.path = path;
        this.members = members;
    }

    /** Reads a whole configuration. */
    public static Section parse(byte[] json) {
        try {
            return new Section("", Json.object(json));
        } catch (MalformedRequest e) {
            throw new IllegalArgumentException("The configuration is not valid: " + e.explanation());
        }
    }

    /** An object that was read already. */
    public static Section of(Map<String, ?> members) {
        return new Section("", members);
    }

    /** A configuration that says nothing, so that every default holds. */
    public static Section empty() {
        return new Section("", Map.of());
    }

    public String text(String key, String fallback) {
        return optionalText(key).orElse(fallback);
    }

    public Optional<String> optionalText(String key) {
        return value(key).map(value -> asText(path + key, value));
    }

    public String requiredText(String key) {
        return optionalText(key)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(path + key + " is missing"));
    }

    public boolean flag(String key, boolean fallback) {
        return value(key)
                .map(value -> {
                    if (value instanceof Boolean flag) {
                        return flag;
                    }
                    throw wrong(path + key, "true or false", value);
                })
                .orElse(fallback);
    }

    /** A whole number within bounds. */
    public long number(String key, long fallback, long least, long most) {
        return value(key)
                .map(value -> {
                    if ((value instanceof Integer || value instanceof Long)
                            && ((Number) value).longValue() >= least
                            && ((Number) value).longValue() <= most) {
                        return ((Number) value).longValue();
                    }
                    throw wrong(path + key, "a whole number from " + least + " to " + most, value);
                })
                .orElse(fallback);
    }

    /** A number above 0, at most 1. */
    public double fraction(String key, double fallback) {
        return value(key)
                .map(value -> {
                    if (value instanceof Number number && number.doubleValue() > 0 && number.doubleValue() <= 1) {
                        return number.doubleValue();
                    }
                    throw wrong(path + key, "a number above 0, at most 1", value);
                })
                .orElse(fallback);
    }

    /** A lifetime in seconds: at least one, at most ten years. */
    public long seconds(String key, long fallback) {
        return number(key, fallback, 1, 315_360_000);
    }

    public Optional<Instant> instant(String key) {
        return optionalText(key).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw wrong(path + key, "an instant such as \"2030-01-31T00:00:00Z\"", text);
            }
        });
    }

    public List<String> texts(String key, List<String> fallback) {
        return value(key)
                .map(value -> elements(key, value).stream()
                        .map(element -> asText(path + key + "[]", element))
                        .toList())
                .orElse(fallback);
    }

    /** An object whose names are free; an empty one if the key is absent. */
    public Map<String, Object> members(String key) {
        Map<String, Object> free = new LinkedHashMap<>();
        value(key)
                .ifPresent(value -> asSection(path + key, value)
                        .members
                        .forEach((name, member) -> free.put(String.valueOf(name), member)));
        return free;
    }

    /** A nested object; an empty one if the key is absent. */
    public Section section(String key) {
        return value(key)
                .map(value -> asSection(path + key, value))
                .orElseGet(() -> new Section(path + key + ".", Map.of()));
    }

    /** A list of objects, each read by a function, which need not call {@link #end()}. */
    public <T> List<T> list(String key, List<T> fallback, Function<Section, T> reader) {
        return value(key)
                .map(value -> {
                    List<T> read = new ArrayList<>();
                    for (Object element : elements(key, value)) {
                        Section section = asSection(path + key + "[" + read.size() + "]", element);
                        read.add(reader.apply(section));
                        section.end();
                    }
                    return List.copyOf(read);
                })
                .orElse(fallback);
    }

    /** The keys that are there. */
    public List<String> names() {
        return members.keySet().stream().map(String::valueOf).toList();
    }

    /** Refuses keys that nobody asked for. */
    public void end() {
        for (Object key : members.keySet()) {
            if (!asked.contains(String.valueOf(key))) {
                throw new IllegalArgumentException("Unknown key " + path + key
                        + (asked.isEmpty()
                                ? ""
                                : "; known here: "
                                        + String.join(
                                                ", ", asked.stream().sorted().toList())));
            }
        }
    }

    /** The failure for a value that is not what its key needs. */
    public IllegalArgumentException wrong(String key, String expected) {
        return wrong(path + key, expected, value(key).orElse("nothing"));
    }

    /** The failure for a name that an object with free names must not have. */
    public IllegalArgumentException refused(String key, String name, String reason) {
        return new IllegalArgumentException(path + key + " must not name " + name + ": " + reason);
    }

    private Optional<Object> value(String key) {
        asked.add(key);
        return Optional.ofNullable(members.get(key));
    }

    private List<?> elements(String key, Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(path + key, "a list", value);
    }

    private static Section asSection(String at, Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Section(at + ".", map);
        }
        throw wrong(at, "an object", value);
    }

    private static String asText(String at, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw wrong(at, "a text", value);
    }

    private static IllegalArgumentException wrong(String at, String expected, Object value) {
        return new IllegalArgumentException(at + " must be " + expected + ", not " + describe(at, value));
    }

    private static String describe(String at, Object value) {
        boolean secret = at.matches("(?i).*(secret|password|token|tokens\\[])");
        return value instanceof Map
                ? "an object"
                : value instanceof List ? "a list" : secret ? "what is there" : Json.text(value);
    }
}
