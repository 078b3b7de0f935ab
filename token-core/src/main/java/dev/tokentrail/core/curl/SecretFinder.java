package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.Segment.Slot;
import dev.tokentrail.core.secret.Redactor;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.secret.SensitiveNames;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells secrets from the rest in one request: by the values that it declares, by name, and by look. */
final class SecretFinder {

    private static final Set<String> VOCABULARY_NAMES = Set.of(
            "grant_type",
            "response_type",
            "response_mode",
            "token_type",
            "token_type_hint",
            "client_assertion_type",
            "subject_token_type",
            "actor_token_type",
            "requested_token_type",
            "code_challenge_method");
    private static final Set<String> COMMON_NAMES =
            Set.of("client_id", "scope", "state", "username", "redirect_uri", "customer", "refresh", "resource");
    private static final Pattern VOCABULARY = Pattern.compile("urn:ietf:params:oauth:[a-z0-9:_-]+"
            + "|password|authorization_code|client_credentials|refresh_token|access_token|id_token|device_code"
            + "|personal_access_token|code|token|kerberos|iwa:ntlm|bearer|Bearer|S256|plain");

    private final Set<String> values = new LinkedHashSet<>();
    private final Redactor redactor;
    private final Redactor beyondVocabulary;

    private SecretFinder(Set<Secret> secrets) {
        secrets.forEach(secret -> values.add(secret.reveal()));
        this.redactor = Redactor.of(secrets);
        List<Secret> beyond = secrets.stream().filter(secret -> !isWord(secret)).toList();
        this.beyondVocabulary = beyond.size() == secrets.size() ? redactor : Redactor.of(beyond);
    }

    /** A password such as {@code password}: it stands in every form, and finding it there says nothing. */
    private static boolean isWord(Secret secret) {
        return VOCABULARY.matcher(secret.reveal()).matches()
                || VOCABULARY_NAMES.contains(secret.reveal())
                || COMMON_NAMES.contains(secret.reveal());
    }

    /**
     * Makes a finder for text that was read from bytes.
     *
     * @param secrets the values that the request declares
     * @param charset how the bytes became text; where it is not UTF-8, the values are looked for in that form too
     */
    static SecretFinder of(Set<Secret> secrets, Charset charset) {
        Set<Secret> forms = new LinkedHashSet<>(secrets);
        secrets.forEach(secret ->
                forms.add(Secret.of(new String(secret.reveal().getBytes(StandardCharsets.UTF_8), charset))));
        return new SecretFinder(forms);
    }

    /** Whether the value of a parameter has to be hidden, by its name or by what it is. */
    boolean isSecret(String name, String value) {
        if (value.isEmpty()
                || (VOCABULARY_NAMES.contains(name) && VOCABULARY.matcher(value).matches())) {
            return false;
        }
        return SensitiveNames.isSecretParameter(name) || isSecret(value);
    }

    /** Whether a text is, holds or looks like a secret. */
    boolean isSecret(String text) {
        return values.contains(text) || !redactor.redact(text).equals(text);
    }

    /** Whether the name of a parameter has to be hidden; a name of the protocols is public even if it is a password. */
    boolean isSecretName(String name) {
        return !VOCABULARY_NAMES.contains(name)
                && !COMMON_NAMES.contains(name)
                && !SensitiveNames.isSecretParameter(name)
                && isSecret(name);
    }

    /** Marks the declared values in a text without known structure; all of it if it looks secret otherwise. */
    Template mark(String field, String text) {
        if (values.contains(text)) {
            return Template.slot(Slot.of(field, text));
        }
        Template marked = Template.EMPTY;
        int end = 0;
        for (Redactor.Range range : redactor.valuesIn(text)) {
            marked = marked.plus(markByLook(field, text.substring(end, range.start())))
                    .plus(Slot.of(field, text.substring(range.start(), range.end())));
            end = range.end();
        }
        return marked.plus(markByLook(field, text.substring(end)));
    }

    /** The template, or one slot for all of it if a secret is still in sight, lying across what its parts are. */
    Template checked(String field, Template template) {
        String shown = Filling.MASKED.wire(template).text();
        return beyondVocabulary.finds(shown) ? Template.slot(Slot.of(field, template.wire())) : template;
    }

    private Template markByLook(String field, String text) {
        return redactor.redact(text).equals(text) ? Template.literal(text) : Template.slot(Slot.of(field, text));
    }
}
