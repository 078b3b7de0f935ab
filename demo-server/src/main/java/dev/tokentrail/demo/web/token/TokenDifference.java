package dev.tokentrail.demo.web.token;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.UnverifiedJwt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changed when one token took the place of another.
 *
 * @param headline what happened, in a few words
 * @param lines what changed and what did not, one thing each
 * @param claims the claims of the access token that changed
 */
public record TokenDifference(String headline, List<Line> lines, List<ChangedClaim> claims) {

    private static final int MOST_CLAIMS = 30;

    /**
     * One thing that changed or did not.
     *
     * @param name what
     * @param sentence how
     * @param changed whether it did
     */
    public record Line(String name, String sentence, boolean changed) {}

    /**
     * A claim that changed.
     *
     * @param name its name, bounded
     * @param before its value before, bounded; empty if there was none
     * @param after its value after, bounded; empty if there is none
     */
    public record ChangedClaim(String name, String before, String after) {}

    /** Takes copies. */
    public TokenDifference {
        lines = List.copyOf(lines);
        claims = List.copyOf(claims);
    }

    /**
     * Compares two tokens.
     *
     * @param before what lay in the store, null if nothing did
     * @param after what lies there now, null if it was taken out
     * @param refreshTokenCame whether the answer had a refresh token in it; empty if nobody knows
     * @param now the moment of the change
     * @return the difference
     */
    public static TokenDifference of(
            @Nullable Token before, @Nullable Token after, Optional<Boolean> refreshTokenCame, Instant now) {
        if (after == null) {
            return new TokenDifference("The token was taken out of the store.", List.of(), List.of());
        }
        if (before == null) {
            return new TokenDifference("The first token was kept.", List.of(), List.of());
        }
        List<Line> lines = new ArrayList<>();
        boolean sameAccess = before.accessToken().equals(after.accessToken());
        lines.add(
                sameAccess
                        ? new Line("Access token", "The service gave the same one again.", false)
                        : new Line("Access token", "A new one was kept; the one before is not used any more.", true));
        lines.add(refreshToken(before.refreshToken(), after.refreshToken(), refreshTokenCame));
        lines.add(scopes(before.scopes(), after.scopes()));
        lines.add(lifetime(before, after, now));
        if (!before.type().equals(after.type())) {
            lines.add(new Line("Type", ShownText.of(before.type() + ", now " + after.type(), 200), true));
        }
        return new TokenDifference(
                sameAccess
                        ? "The same access token as before."
                        : "A new access token took the place of the one before.",
                lines,
                claims(before, after));
    }

    private static Line refreshToken(@Nullable Secret before, @Nullable Secret after, Optional<Boolean> came) {
        String name = "Refresh token";
        if (after == null) {
            return before == null
                    ? new Line(name, "There is none, before or after.", false)
                    : new Line(name, "The one before was taken out; there is none now.", true);
        }
        if (before == null) {
            return new Line(name, "One came and was kept; before there was none.", true);
        }
        if (!before.equals(after)) {
            return new Line(name, "Rotated: the new one was kept, the old one is used up.", true);
        }
        return new Line(
                name,
                came.map(there -> there
                                ? "The same one came again; it was kept."
                                : "No refresh token came: the old one was kept (RFC 6749, section 6).")
                        .orElse("The old one was kept."),
                false);
    }

    private static Line scopes(List<String> before, List<String> after) {
        Set<String> lost = new LinkedHashSet<>(before);
        after.forEach(lost::remove);
        Set<String> won = new LinkedHashSet<>(after);
        before.forEach(won::remove);
        if (lost.isEmpty() && won.isEmpty()) {
            return new Line("Scope", after.isEmpty() ? "Not stated." : "The same: " + words(after) + ".", false);
        }
        if (won.isEmpty()) {
            return new Line("Scope", "Narrowed: without " + words(lost) + ".", true);
        }
        return new Line(
                "Scope",
                lost.isEmpty()
                        ? "Wider: with " + words(won) + "."
                        : "Changed: with " + words(won) + ", without " + words(lost) + ".",
                true);
    }

    private static String words(Iterable<String> scopes) {
        return ShownText.of(String.join(" ", scopes), 400);
    }

    private static Line lifetime(Token before, Token after, Instant now) {
        Optional<Duration> was = lifetimeInToken(before);
        Optional<Duration> is = lifetimeInToken(after);
        if (was.isPresent() && is.isPresent() && !was.equals(is)) {
            return new Line(
                    "Lifetime",
                    "Changed from " + Moment.words(was.get()) + " to " + Moment.words(is.get()) + ".",
                    true);
        }
        Optional<Instant> ended = before.expiry().at();
        Optional<Instant> ends = after.expiry().at();
        if (ended.isEmpty() || ends.isEmpty()) {
            return new Line(
                    "Lifetime",
                    ends.map(at -> "Ends " + Moment.of(at, now).relative() + "; of the one before nobody knew.")
                            .orElse("Nobody says when it ends."),
                    ends.isPresent());
        }
        Duration later = Duration.between(ended.get(), ends.get());
        return later.toSeconds() == 0
                ? new Line("Lifetime", "Ends at the same moment as the one before.", false)
                : new Line(
                        "Lifetime",
                        "Ends " + Moment.words(later.abs()) + (later.isNegative() ? " earlier" : " later")
                                + " than the one before"
                                + is.map(same -> "; the lifetime is the same, " + Moment.words(same))
                                        .orElse("")
                                + ".",
                        true);
    }

    private static Optional<Duration> lifetimeInToken(Token token) {
        return UnverifiedJwt.read(token.accessToken().reveal())
                .flatMap(jwt ->
                        jwt.issuedAt().flatMap(issued -> jwt.expiresAt().map(ends -> Duration.between(issued, ends))))
                .filter(lifetime -> !lifetime.isNegative());
    }

    private static List<ChangedClaim> claims(Token before, Token after) {
        Map<String, Object> was = claims(before);
        Map<String, Object> is = claims(after);
        if (was.isEmpty() || is.isEmpty()) {
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>(is.keySet());
        names.addAll(was.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(was.get(name), is.get(name)))
                .limit(MOST_CLAIMS)
                .map(name ->
                        new ChangedClaim(ShownText.of(name, Claim.LONGEST_NAME), shown(name, was), shown(name, is)))
                .toList();
    }

    private static Map<String, Object> claims(Token token) {
        return UnverifiedJwt.read(token.accessToken().reveal())
                .map(UnverifiedJwt::claims)
                .orElse(Map.of());
    }

    private static String shown(String name, Map<String, Object> claims) {
        return Optional.ofNullable(claims.get(name))
                .map(value -> Claim.shown(name, value, false))
                .orElse("");
    }
}
