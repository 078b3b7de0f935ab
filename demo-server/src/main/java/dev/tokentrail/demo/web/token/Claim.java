package dev.tokentrail.demo.web.token;

import dev.tokentrail.core.secret.Redactor;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.secret.SensitiveNames;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A member of a JWT's header or of its claims, explained.
 *
 * @param name its name, bounded
 * @param value its value as bounded text
 * @param meaning what it says, in one sentence
 * @param source where that meaning is written; empty if nobody says
 * @param moment the value as a moment, null if it is none
 */
public record Claim(
        String name,
        String value,
        String meaning,
        String source,
        @Nullable Moment moment) {

    static final int LONGEST_NAME = 80;
    static final int LONGEST_VALUE = 600;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Redactor BY_NAME = Redactor.of(Set.of());

    /** Whether somebody says what it means. */
    public boolean known() {
        return !source.isEmpty();
    }

    /** The value as a moment. */
    public Optional<Moment> at() {
        return Optional.ofNullable(moment);
    }

    static Claim of(String name, Object value, ClaimMeaning meaning, Instant now, boolean revealing) {
        Moment moment = meaning.time()
                ? Moment.numericDate(value).map(at -> Moment.of(at, now)).orElse(null)
                : null;
        return new Claim(
                ShownText.of(name, LONGEST_NAME),
                shown(name, value, revealing),
                meaning.sentence(),
                meaning.source(),
                moment);
    }

    /** A value as bounded text; what is named like a secret is masked unless secrets are revealed. */
    static String shown(String name, Object value, boolean revealing) {
        if (!revealing && SensitiveNames.isSecretParameter(name)) {
            return Secret.MASK;
        }
        String text = value instanceof String plain ? plain : written(value);
        return ShownText.of(revealing ? text : BY_NAME.redact(text), LONGEST_VALUE);
    }

    private static String written(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JacksonException unwritable) {
            return "(a value that cannot be written)";
        }
    }
}
