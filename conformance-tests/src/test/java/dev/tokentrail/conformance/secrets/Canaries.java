package dev.tokentrail.conformance.secrets;

import dev.tokentrail.core.secret.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets to look for, each with the place that it was planted at. The search shares no code with the redaction that it
 * judges: it looks for each spelling, and decodes whatever in a text could be Base64.
 */
final class Canaries {

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}");

    private final Map<String, String> planted = new ConcurrentHashMap<>();

    /** Makes a secret that needs escaping everywhere, and remembers it. */
    Secret plant(String place) {
        return remember(place, Secret.of("Canary-" + place + "+&=%/\"'\\<" + planted.size() + ">~"));
    }

    /** Makes a secret of letters and digits, where the service allows no more. */
    Secret plantPlain(String place) {
        return remember(place, Secret.of("Canary" + place + "q7Zt5Wv9"));
    }

    Secret remember(String place, Secret secret) {
        planted.put(secret.reveal(), place);
        return secret;
    }

    int count() {
        return planted.size();
    }

    /** Where each canary was found in a text, by place; empty if the text is clean. */
    Map<String, String> foundIn(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        String decodedRuns = decodedRuns(text);
        String unescaped = unescaped(text);
        planted.forEach((value, place) -> {
            if (text.contains(value) || unescaped.contains(value)) {
                found.put(place, "as it is");
            } else if (text.contains(encoded(value))
                    || text.toUpperCase(Locale.ROOT)
                            .contains(encoded(value).replace("+", "%20").toUpperCase(Locale.ROOT))) {
                found.put(place, "URL-encoded");
            } else if (decodedRuns.contains(value) || decodedRuns.contains(encoded(value))) {
                found.put(place, "in Base64");
            }
        });
        return found;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String unescaped(String text) {
        String json = text.replace("\\\"", "\"").replace("\\\\", "\\").replace("\\/", "/");
        try {
            return json + "\n" + URLDecoder.decode(json, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return json;
        }
    }

    /** Every run that could be Base64, decoded at each of the four places where a quantum may begin. */
    private static String decodedRuns(String text) {
        StringBuilder decoded = new StringBuilder();
        Matcher runs = BASE64.matcher(text);
        while (runs.find()) {
            String run = runs.group().replace('-', '+').replace('_', '/');
            for (int start = 0; start < 4; start++) {
                int rest = run.length() - start;
                int length = rest % 4 == 1 ? rest - 1 : rest;
                if (length > 1) {
                    decoded.append(new String(
                                    Base64.getDecoder().decode(run.substring(start, start + length)),
                                    StandardCharsets.UTF_8))
                            .append('\n');
                }
            }
        }
        return decoded.toString();
    }
}
