package dev.tokentrail.mock.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** JSON objects whose members keep their order. */
public final class Members {

    private Members() {}

    /** Texts by their names, in order. */
    public static Map<String, String> texts(String... namesAndTexts) {
        Map<String, String> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            members.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return members;
    }

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
