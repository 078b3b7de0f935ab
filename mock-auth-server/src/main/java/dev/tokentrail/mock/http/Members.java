package dev.tokentrail.mock.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** JSON objects whose members keep their order. */
public final class Members {

    private Members() {}

    /** An object of the given names and values; a null value leaves its member out. */
    public static Map<String, Object> of(@org.jspecify.annotations.Nullable Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                members.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return members;
    }
}
