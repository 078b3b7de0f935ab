package dev.tokentrail.mock.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decoded parameters of a query or a body, in the order they were sent, repetitions kept. */
public final class Parameters {

    /** More than any of the five services documents, few enough that a flood of them stays cheap. */
    private static final int MOST = 256;

    static final Parameters NONE = new Parameters(List.of());

    private final List<Map.Entry<String, String>> entries;

    private Parameters(List<Map.Entry<String, String>> entries) {
        this.entries = entries;
    }

    static Parameters of(List<Map.Entry<String, String>> entries) {
        if (entries.size() > MOST) {
            throw new MalformedRequest("More than " + MOST + " parameters");
        }
        return new Parameters(List.copyOf(entries));
    }

    static Parameters ofJson(Map<String, Object> members) {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        members.forEach((name, value) ->
                entries.add(Map.entry(name, value instanceof String text ? text : Json.text(value))));
        return of(entries);
    }

    /** Reads {@code application/x-www-form-urlencoded} text. */
    public static Parameters parse(String encoded) {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        int start = 0;
        while (start <= encoded.length()) {
            int end = encoded.indexOf('&', start);
            if (end < 0) {
                end = encoded.length();
            }
            if (end > start) {
                String piece = encoded.substring(start, end);
                int equals = piece.indexOf('=');
                entries.add(
                        equals < 0
                                ? Map.entry(decode(piece), "")
                                : Map.entry(decode(piece.substring(0, equals)), decode(piece.substring(equals + 1))));
                if (entries.size() > MOST) {
                    throw new MalformedRequest("More than " + MOST + " parameters");
                }
            }
            start = end + 1;
        }
        return new Parameters(List.copyOf(entries));
    }

    /** Undoes form encoding; refuses a percent sign without two hexadecimal digits, and what is not UTF-8. */
    public static String decode(String encoded) {
        return isPlain(encoded) ? encoded : decodeBytes(encoded);
    }

    private static boolean isPlain(String encoded) {
        for (int i = 0; i < encoded.length(); i++) {
            char character = encoded.charAt(i);
            if (character == '%' || character == '+' || character > 127) {
                return false;
            }
        }
        return true;
    }

    private static String decodeBytes(String encoded) {
        byte[] source = encoded.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(source.length);
        for (int i = 0; i < source.length; i++) {
            if (source[i] == '+') {
                decoded.put((byte) ' ');
            } else if (source[i] == '%') {
                int high = digit(source, i + 1);
                int low = digit(source, i + 2);
                if (high < 0 || low < 0) {
                    throw new MalformedRequest("Invalid percent-encoding in a parameter");
                }
                decoded.put((byte) (high * 16 + low));
                i += 2;
            } else {
                decoded.put(source[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedRequest("A parameter is not UTF-8");
        }
    }

    private static int digit(byte[] source, int index) {
        return index < source.length ? Character.digit(source[index], 16) : -1;
    }

    public List<Map.Entry<String, String>> entries() {
        return entries;
    }

    /** The first value of a parameter, unless it is missing or empty (RFC 6749 section 3.2 treats both alike). */
    public Optional<String> value(String name) {
        for (Map.Entry<String, String> entry : entries) {
            if (entry.getKey().equals(name) && !entry.getValue().isEmpty()) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    public boolean has(String name) {
        return value(name).isPresent();
    }

    /** The first name that appears more than once. */
    public Optional<String> repeated() {
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, String> entry : entries) {
            if (!seen.add(entry.getKey())) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }
}
