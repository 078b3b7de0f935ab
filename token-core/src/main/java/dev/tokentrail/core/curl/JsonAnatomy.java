package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.Segment.Encoding;
import dev.tokentrail.core.curl.Segment.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Finds the secrets in a JSON text, string by string, without changing a character of it. */
final class JsonAnatomy {

    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)(\"|$)", Pattern.DOTALL);
    private static final Pattern COLON = Pattern.compile("\\s*+:");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonAnatomy() {}

    static boolean isJson(String text) {
        try {
            return MAPPER.readTree(text).isContainer();
        } catch (JacksonException malformed) {
            return false;
        }
    }

    static Template of(String json, SecretFinder secrets) {
        List<Segment> segments = new ArrayList<>();
        Matcher string = STRING.matcher(json);
        Matcher colon = COLON.matcher(json);
        String member = "json";
        int end = 0;
        while (string.find()) {
            segments.addAll(
                    secrets.mark(member, json.substring(end, string.start())).segments());
            String inner = string.group(1);
            String plain = unescaped(inner);
            boolean isName = colon.region(string.end(), json.length()).lookingAt();
            boolean secret = isName
                    ? secrets.isSecretName(plain)
                    : secrets.isSecret(member, plain) || secrets.isSecret(member, inner);
            if (isName) {
                member = plain;
            }
            segments.add(new Segment.Literal("\""));
            segments.add(secret ? new Slot(isName ? "json" : member, inner, plain, Encoding.JSON) : literal(inner));
            segments.add(literal(string.group(2)));
            end = string.end();
        }
        segments.addAll(secrets.mark(member, json.substring(end)).segments());
        return new Template(List.copyOf(segments));
    }

    private static Segment literal(String text) {
        return new Segment.Literal(text);
    }

    private static String unescaped(String inner) {
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        try {
            return MAPPER.readValue('"' + inner + '"', String.class);
        } catch (JacksonException malformed) {
            return inner;
        }
    }
}
