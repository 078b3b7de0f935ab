package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.FormEncoding;
import dev.tokentrail.core.http.Parameters;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.UrlEncoded;
import tools.jackson.databind.json.JsonMapper;

/**
 * Forms, multipart bodies and JSON objects: Jetty's parsers, Jackson and readers by the standards' own words give back
 * the names and values that went in.
 */
public final class BodyFuzz {

    private static final JsonMapper JSON = new JsonMapper();

    private BodyFuzz() {}

    /** The input is pairs, each after a US-ASCII record separator (1E), with a unit separator (1F) before the value. */
    public static void fuzzerTestOneInput(byte[] input) {
        Parameters parameters = Parameters.none();
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (String pair : Input.text(input).split("\u001e", -1)) {
            int unit = pair.indexOf('\u001f');
            if (unit >= 0) {
                try {
                    parameters = parameters.and(pair.substring(0, unit), pair.substring(unit + 1));
                    pairs.add(Map.entry(pair.substring(0, unit), pair.substring(unit + 1)));
                } catch (IllegalArgumentException halfPair) {
                    // refused, as documented
                }
            }
        }
        form(FormEncoding.encode(parameters), pairs);
        multipart(Body.multipart(parameters), pairs);
        Map<String, String> members = new LinkedHashMap<>();
        pairs.forEach(pair -> members.put(pair.getKey(), pair.getValue()));
        assertThat(JSON.readTree(new Body.Json(parameters).bytes())).isEqualTo(JSON.valueToTree(members));
    }

    private static void form(String text, List<Map.Entry<String, String>> pairs) {
        assertThat(text).matches("(?:[A-Za-z0-9._~+&=-]|%[0-9A-F]{2})*+");
        List<Map.Entry<String, String>> read = new ArrayList<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            String[] sides = pair.split("=", -1);
            assertThat(sides).hasSize(2);
            read.add(Map.entry(decoded(sides[0]), decoded(sides[1])));
        }
        assertThat(read).isEqualTo(pairs);
        Fields fields = new Fields(true);
        UrlEncoded.decodeUtf8To(text, fields);
        for (Map.Entry<String, String> pair : pairs) {
            if (!pair.getKey().isEmpty()) {
                assertThat(fields.getValuesOrEmpty(pair.getKey())).contains(pair.getValue());
            }
        }
    }

    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void multipart(Body.Multipart body, List<Map.Entry<String, String>> pairs) {
        List<Map.Entry<String, String>> expected = pairs.stream()
                .map(pair -> Map.entry(escaped(pair.getKey()), pair.getValue()))
                .toList();
        String text = new String(body.bytes(), StandardCharsets.UTF_8);
        assertThat(parts(text, body.boundary())).isEqualTo(expected);
        // Jetty reads a backslash in a name by RFC 9110, where browsers mean itself, and drops blanks around a name.
        if (!expected.isEmpty()
                && expected.stream()
                        .allMatch(pair -> pair.getKey().matches("[!-\\[\\]-~](?:[ -\\[\\]-~]*[!-\\[\\]-~])?"))) {
            assertThat(byJetty(body)).isEqualTo(expected);
        }
    }

    private static String escaped(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    /** RFC 2046 section 5.1.1: the boundary belongs to the line break before it. */
    private static List<Map.Entry<String, String>> parts(String text, String boundary) {
        List<Map.Entry<String, String>> parts = new ArrayList<>();
        String[] pieces = ("\r\n" + text).split("\r\n--" + boundary, -1);
        assertThat(pieces[0]).isEmpty();
        assertThat(pieces[pieces.length - 1]).isEqualTo("--\r\n");
        for (int i = 1; i < pieces.length - 1; i++) {
            String start = "\r\nContent-Disposition: form-data; name=\"";
            assertThat(pieces[i]).startsWith(start);
            int quote = pieces[i].indexOf('"', start.length());
            String name = pieces[i].substring(start.length(), quote);
            assertThat(pieces[i].substring(quote)).startsWith("\"\r\n\r\n");
            parts.add(Map.entry(name, pieces[i].substring(quote + 5)));
        }
        return parts;
    }

    private static List<Map.Entry<String, String>> byJetty(Body.Multipart body) {
        byte[] bytes = body.bytes();
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(MultiPart.extractBoundary(body.contentType()));
        parser.setMaxParts(10_000);
        parser.setMaxMemoryFileSize(bytes.length);
        parser.setUseFilesForPartsWithoutFileName(false);
        CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
        parser.parse(new ByteBufferContentSource(ByteBuffer.wrap(bytes)), Promise.Invocable.toPromise(parsed));
        List<Map.Entry<String, String>> read = new ArrayList<>();
        try (MultiPartFormData.Parts parts = parsed.join()) {
            for (MultiPart.Part part : parts) {
                read.add(Map.entry(part.getName(), part.getContentAsString(StandardCharsets.UTF_8)));
            }
        }
        return read;
    }
}
