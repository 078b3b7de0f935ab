package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.RequestAnatomy.Line;
import dev.tokentrail.core.curl.Segment.Encoding;
import dev.tokentrail.core.curl.Segment.Slot;
import dev.tokentrail.core.http.FormEncoding;
import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.secret.SensitiveNames;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the secrets in header lines. */
final class HeaderAnatomy {

    private static final Pattern CREDENTIALS = Pattern.compile(
            "(?<scheme>Basic|Bearer|DPoP) (?<credentials>.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private HeaderAnatomy() {}

    static Line of(Header header, Set<Secret> declared, SecretFinder secrets) {
        String value = header.value();
        if (header.isNamed("Authorization") || header.isNamed("Proxy-Authorization")) {
            Matcher credentials = CREDENTIALS.matcher(value);
            if (credentials.matches()) {
                return authorization(header, credentials.group("scheme"), credentials.group("credentials"), declared);
            }
        }
        boolean secret = !value.isEmpty() && (SensitiveNames.isSecretHeader(header.name()) || secrets.isSecret(value));
        boolean secretName = secrets.isSecretName(header.name());
        Template label = secretName ? secrets.mark("header_name", header.name()) : Template.literal(header.name());
        Slot slot = Slot.of(secretName ? "header" : header.name(), value);
        return new Line(header.name(), label, secret ? Template.slot(slot) : Template.literal(value), null, null);
    }

    private static Line authorization(Header header, String scheme, String credentials, Set<Secret> declared) {
        boolean basic = scheme.equalsIgnoreCase("Basic");
        Slot slot = Slot.of(basic ? "basic_credentials" : "access_token", credentials);
        Template value = Template.literal(scheme + " ").plus(slot);
        boolean asCurlWrites = header.name().equals("Authorization");
        return new Line(
                header.name(),
                Template.literal(header.name()),
                value,
                asCurlWrites && scheme.equals("Basic") ? user(credentials, declared) : null,
                asCurlWrites && scheme.equals("Bearer") ? Template.slot(slot) : null);
    }

    /**
     * Id and secret as {@code --user} takes them. curl does not form-encode them, so a variable holds what stands in
     * the decoded credentials; its name says so when that is not the secret itself.
     */
    private static @Nullable Template user(String credentials, Set<Secret> declared) {
        String pair = decoded(credentials);
        int colon = pair == null ? -1 : pair.indexOf(':');
        if (pair == null || colon < 0 || pair.indexOf(0) >= 0) {
            return null;
        }
        String id = pair.substring(0, colon);
        String secret = pair.substring(colon + 1);
        Slot secretSlot = declared.stream()
                .map(Secret::reveal)
                .filter(plain -> FormEncoding.encode(plain).equals(secret))
                .findFirst()
                .map(plain -> new Slot("client_secret", secret, plain, Encoding.FORM))
                .orElseGet(() -> Slot.of("client_secret", secret));
        boolean encoded = !secretSlot.wire().equals(secretSlot.plain());
        Slot idSlot = encoded && !FormEncoding.encode(id).equals(id)
                ? new Slot("client_id", id, "", Encoding.FORM)
                : Slot.of("client_id", id);
        Template user = id.isEmpty() ? Template.EMPTY : Template.slot(idSlot);
        user = user.plus(":");
        return secret.isEmpty() ? user : user.plus(secretSlot);
    }

    /** The text of canonical Base64, or null. */
    private static @Nullable String decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Base64.getEncoder().encodeToString(bytes).equals(base64) ? text : null;
        } catch (IllegalArgumentException | CharacterCodingException notText) {
            return null;
        }
    }
}
