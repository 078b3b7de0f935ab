package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.RequestAnatomy.Content;
import dev.tokentrail.core.curl.RequestAnatomy.Pair;
import dev.tokentrail.core.curl.Segment.Encoding;
import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.WireRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the secrets in a body, by the shape that its bytes and its type give it. */
final class BodyAnatomy {

    private static final Pattern BOUNDARY = Pattern.compile("(?i)multipart/[^;]*;.*boundary=\"?([^\";]{1,70})\"?.*");

    private BodyAnatomy() {}

    static @Nullable Content of(WireRequest request, SecretFinder ofText) {
        if (request.body() instanceof Body.None) {
            return null;
        }
        byte[] bytes = request.body().bytes();
        Charset charset = isUtf8(bytes) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String text = new String(bytes, charset);
        String type = request.header("Content-Type")
                .orElseGet(() -> Objects.requireNonNullElse(request.body().contentType(), ""));
        SecretFinder secrets =
                charset.equals(StandardCharsets.UTF_8) ? ofText : SecretFinder.of(request.secrets(), charset);

        List<Pair> pairs = List.of();
        Template whole;
        Matcher boundary = BOUNDARY.matcher(type);
        if (boundary.matches()) {
            whole = MultipartAnatomy.of(text, boundary.group(1), secrets);
        } else if (isForm(type)) {
            pairs = new ParameterAnatomy(secrets, Encoding.FORM).pairs(text);
            whole = ParameterAnatomy.joined(pairs);
        } else {
            whole = JsonAnatomy.isJson(text) ? JsonAnatomy.of(text, secrets) : secrets.mark("body", text);
        }
        Template checked = secrets.checked("body", whole);
        boolean splits = isForm(type)
                && checked.equals(whole)
                && charset.equals(StandardCharsets.UTF_8)
                && pairs.stream().noneMatch(pair -> pair.encoded().segments().isEmpty());
        return new Content(checked, charset, splits ? pairs : List.of());
    }

    private static boolean isForm(String type) {
        return type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
