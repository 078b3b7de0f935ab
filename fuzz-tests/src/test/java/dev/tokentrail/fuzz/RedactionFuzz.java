package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.curl.CurlDialect;
import dev.tokentrail.core.http.FormEncoding;
import dev.tokentrail.core.secret.Redactor;
import dev.tokentrail.core.secret.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * A secret in any text, spelled in any of the documented ways, and in a request that is shown as a command. Whoever reads
 * what is shown, and decodes it too, does not find the secret.
 */
public final class RedactionFuzz {

    private static final int WAYS = 4;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}");
    private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\(?:u([0-9A-Fa-f]{4})|([bfnrt\"\\\\/]))");

    private RedactionFuzz() {}

    /**
     * The first line is the secret, the rest the text or the request, in which (A) stands for the secret, (P) for it
     * percent-encoded, (Q) twice so, (F) as in a form, (J) as in a JSON string, (H) as in HTML, and (B) and (U) for
     * Base64 of id:secret in both alphabets.
     */
    public static void fuzzerTestOneInput(byte[] input) {
        int way = CurlCase.choice(input, CurlDialect.values().length * WAYS);
        shows(input, List.of(CurlDialect.values()[way / WAYS]), List.of(way % WAYS));
    }

    /** Shows the request in every way. */
    static void everyWay(byte[] input) {
        shows(input, List.of(CurlDialect.values()), List.of(0, 1, 2, 3));
    }

    private static void shows(byte[] input, List<CurlDialect> dialects, List<Integer> ways) {
        String all = Input.text(input);
        int end = all.indexOf('\n');
        if (end < 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(all) || all.lastIndexOf('*', end) >= 0) {
            return;
        }
        // What no command and no escape has by itself.
        String secret = "Zq7" + all.substring(0, end);
        if (secret.length() < 8) {
            return;
        }
        String text = written(all.substring(end + 1), secret);
        Secret planted = Secret.of(secret);
        String shown = Redactor.of(Set.of(planted)).redact(text);
        notFound(secret, shown);
        notFound(secret, Redactor.of(Set.of(planted)).redactValues(text));
        CurlCase.of(text.getBytes(StandardCharsets.UTF_8))
                .map(one -> one.request().newBuilder().secret(planted).build())
                .ifPresent(request -> {
                    notFound(secret, request.toString());
                    for (CurlDialect dialect : dialects) {
                        ways.forEach(way ->
                                notFound(secret, shown(CurlCommand.of(request).in(dialect), way)));
                    }
                });
    }

    private static String shown(CurlCommand command, int way) {
        CurlCommand shown = switch (way) {
            case 0 -> command;
            case 1 -> command.onOneLine();
            case 2 -> command.withVariables();
            default -> command.keepingSecretsOutOfProcessList();
        };
        String text = CurlCase.text(shown, CurlCommand::text);
        return text == null ? shown.toString() : text;
    }

    private static String written(String text, String secret) {
        String form = FormEncoding.encode(secret);
        String percent = form.replace("+", "%20");
        String json = JSON.writeValueAsString(secret);
        byte[] credentials = ("id:" + secret).getBytes(StandardCharsets.UTF_8);
        return text.replace("(A)", secret)
                .replace("(P)", percent)
                .replace("(Q)", percent.replace("%", "%25"))
                .replace("(F)", form)
                .replace("(J)", json.substring(1, json.length() - 1))
                .replace("(H)", html(secret))
                .replace("(B)", Base64.getEncoder().encodeToString(credentials))
                .replace("(U)", Base64.getUrlEncoder().withoutPadding().encodeToString(credentials));
    }

    private static String html(String secret) {
        return secret.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static void notFound(String secret, String shown) {
        assertThat(shown).doesNotContain(secret);
        String once = percentDecoded(shown);
        assertThat(once).doesNotContain(secret);
        assertThat(percentDecoded(once)).doesNotContain(secret);
        assertThat(jsonDecoded(shown)).doesNotContain(secret);
        assertThat(shown.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&amp;", "&"))
                .doesNotContain(secret);
        Matcher run = BASE64.matcher(shown);
        while (run.find()) {
            String characters = run.group().replace('+', '-').replace('/', '_');
            for (int skip = 0; skip < 4; skip++) {
                String part = characters.substring(skip);
                byte[] decoded = Base64.getUrlDecoder().decode(part.substring(0, part.length() / 4 * 4));
                assertThat(new String(decoded, StandardCharsets.UTF_8)).doesNotContain(secret);
            }
        }
    }

    private static String percentDecoded(String text) {
        return URLDecoder.decode(text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), StandardCharsets.UTF_8);
    }

    private static String jsonDecoded(String text) {
        return JSON_ESCAPE.matcher(text).replaceAll(escape -> {
            if (escape.group(1) != null) {
                return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
            }
            int known = "bfnrt".indexOf(escape.group(2));
            return Matcher.quoteReplacement(known < 0 ? escape.group(2) : String.valueOf("\b\f\n\r\t".charAt(known)));
        });
    }
}
