package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.RequestAnatomy.Pair;
import dev.tokentrail.core.curl.Segment.Encoding;
import dev.tokentrail.core.curl.Segment.Slot;
import dev.tokentrail.core.http.FormEncoding;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the secrets in {@code name=value} pairs joined by {@code &}, of a form or of a query. */
final class ParameterAnatomy {

    private final SecretFinder secrets;
    private final Encoding encoding;

    ParameterAnatomy(SecretFinder secrets, Encoding encoding) {
        this.secrets = secrets;
        this.encoding = encoding;
    }

    /** The pairs of a text as they stand between the ampersands; some may be empty. */
    List<Pair> pairs(String text) {
        return Arrays.stream(text.split("&", -1)).map(this::pair).toList();
    }

    /** The whole text again, ampersands included. */
    static Template joined(List<Pair> pairs) {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            segments.addAll(Template.literal(i == 0 ? "" : "&").segments());
            segments.addAll(pairs.get(i).encoded().segments());
        }
        return new Template(List.copyOf(segments));
    }

    private Pair pair(String raw) {
        int equals = raw.indexOf('=');
        String rawName = equals < 0 ? raw : raw.substring(0, equals);
        String rawValue = equals < 0 ? "" : raw.substring(equals + 1);
        String name = decoded(rawName);
        String value = decoded(rawValue);
        if (secrets.isSecretName(name == null ? rawName : name)) {
            return new Pair(Template.slot(Slot.of("parameter", raw)), null, false);
        }
        String border = equals < 0 ? rawName : rawName + "=";
        Template literal = Template.literal(border);
        String plain = value == null ? rawValue : value;
        boolean secret = secrets.isSecret(name == null ? rawName : name, plain)
                || secrets.isSecret(name == null ? rawName : name, rawValue);
        Slot slot = new Slot(name == null ? rawName : name, rawValue, plain, encoding);
        Template encoded = secret ? literal.plus(slot) : literal.plus(rawValue);
        boolean exact = isCanonical(rawValue, value) && plain.indexOf(0) < 0;
        if (equals <= 0 || !isCanonical(rawName, name) || !(exact || secret)) {
            return new Pair(encoded, null, false);
        }
        return new Pair(encoded, secret ? literal.plus(slot) : literal.plus(plain), exact);
    }

    /** Whether curl would write the same bytes for the decoded text. */
    private static boolean isCanonical(String raw, @Nullable String decoded) {
        return decoded != null && FormEncoding.encode(decoded).equals(raw);
    }

    private static @Nullable String decoded(String raw) {
        try {
            return URLDecoder.decode(raw, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformedEscape) {
            return null;
        }
    }
}
