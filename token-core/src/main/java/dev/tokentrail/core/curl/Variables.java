package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.Segment.Encoding;
import dev.tokentrail.core.curl.Segment.Slot;
import dev.tokentrail.core.curl.Word.Part;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.secret.SensitiveNames;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A variable in every place, named after the service and the field. */
final class Variables extends Filling {

    private final String service;
    private final CurlDialect dialect;
    private final Map<String, Secret> values = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    Variables(String service, CurlDialect dialect) {
        this.service = service;
        this.dialect = dialect;
    }

    /** What each variable has to hold, in the order of use. */
    Map<String, Secret> values() {
        return values;
    }

    /** What the names do not say. */
    List<String> notes() {
        return notes;
    }

    @Override
    Part part(Slot slot, boolean plain, Charset charset) {
        String value = plain ? slot.plain() : slot.wire();
        boolean encoded = !plain && !slot.wire().equals(slot.plain());
        String base = name(slot.field()) + (encoded ? slot.encoding().suffix() : "");
        Secret held = Secret.of(asText(value, charset));
        String name = base;
        for (int count = 2; values.containsKey(name) && !held.equals(values.get(name)); count++) {
            name = base + "_" + count;
        }
        if (values.put(name, held) == null && !plain && slot.encoding() != Encoding.NONE) {
            notes.add(
                    encoded
                            ? name + ": holds the value " + slot.encoding().description()
                            : name + ": sent as it is, so " + slot.encoding().advice());
        }
        return new Word.Variable(name);
    }

    private String asText(String value, Charset charset) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(charset)))
                    .toString();
            if (text.indexOf(0) >= 0) {
                throw new CurlDialectException(dialect, "a secret holds a NUL, which no variable can hold");
            }
            return text;
        } catch (CharacterCodingException binary) {
            throw new CurlDialectException(dialect, "a secret is no text, which a variable could hold");
        }
    }

    private String name(String field) {
        String words = field.equalsIgnoreCase("DPoP") ? "DPOP" : field.replaceAll("([a-z0-9])([A-Z])", "$1_$2");
        String name =
                words.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_").replaceAll("^_+|_+$", "");
        if (!service.isEmpty()) {
            return name.isEmpty() ? service + "_SECRET" : service + "_" + name;
        }
        boolean known = SensitiveNames.isSecretHeader(field) || field.equals("client_id");
        return known && !name.isEmpty() ? name : name.isEmpty() ? "SECRET" : "SECRET_" + name;
    }
}
