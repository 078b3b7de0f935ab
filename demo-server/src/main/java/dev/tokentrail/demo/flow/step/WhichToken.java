package dev.tokentrail.demo.flow.step;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which token a step is about: one that is kept, or the one that was revoked last, to see what that changed. */
public final class WhichToken {

    private static final String FIELD = "token";
    private static final String ACCESS = "access token";
    private static final String REFRESH = "refresh token";
    private static final String REVOKED = "revoked access token";
    private static final String NOTE = "revoked";

    private WhichToken() {}

    /** Says that a token is needed, unless one is kept or was revoked. */
    public static Optional<String> missing(Walk walk) {
        return choices(walk, false).isEmpty() ? Optional.of("Get a token first.") : Optional.empty();
    }

    /** Says that a kept token is needed, unless there is one. */
    public static Optional<String> missingKept(Walk walk) {
        return walk.token().isPresent() ? Optional.empty() : Optional.of("Get a token first.");
    }

    /** Says that a kept refresh token is needed, unless there is one. */
    public static Optional<String> missingRefresh(Walk walk) {
        return missingKept(walk)
                .or(() -> walk.token().map(Token::refreshToken).isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                "This token came without a refresh token; when it ends, get another the same way."));
    }

    /** The choice among access tokens. */
    public static List<Field> accessTokens(Walk walk) {
        return fields(choices(walk, false));
    }

    /** The choice among access tokens and the refresh token. */
    public static List<Field> allTokens(Walk walk) {
        return fields(choices(walk, true));
    }

    /** The choice among the access token and the refresh token that are kept. */
    public static List<Field> keptTokens(Walk walk) {
        return fields(kept(walk, true));
    }

    /**
     * The token that was chosen.
     *
     * @param walk what was done so far
     * @param values what was filled in
     * @return the kept token or the revoked one
     */
    public static Token token(Walk walk, Values values) {
        return isRevoked(values) ? walk.noted(NOTE, Token.class).orElseThrow() : walk.requireToken();
    }

    /**
     * The value of the token that was chosen.
     *
     * @param walk what was done so far
     * @param values what was filled in
     * @return the access or refresh token
     */
    public static Secret value(Walk walk, Values values) {
        Token token = token(walk, values);
        return isRefresh(values) ? token.requireRefreshToken() : token.accessToken();
    }

    /** The Java expression for the value of the token that was chosen. */
    public static String inJava(Values values) {
        return isRefresh(values) ? "token.requireRefreshToken()" : "token.accessToken()";
    }

    /** Whether the refresh token was chosen. */
    public static boolean isRefresh(Values values) {
        return values.text(FIELD).equals(REFRESH);
    }

    private static boolean isRevoked(Values values) {
        return values.text(FIELD).equals(REVOKED);
    }

    /** Remembers a token that was revoked. */
    public static void revoked(Walk walk, Token token) {
        walk.note(NOTE, token);
    }

    private static List<Field> fields(List<String> choices) {
        return choices.isEmpty()
                ? List.of()
                : List.of(Field.choice(FIELD, "Token", choices, "Which of the tokens that this app holds is meant."));
    }

    private static List<String> choices(Walk walk, boolean refreshToo) {
        List<String> choices = kept(walk, refreshToo);
        if (walk.noted(NOTE, Token.class).isPresent()) {
            choices.add(REVOKED);
        }
        return choices;
    }

    private static List<String> kept(Walk walk, boolean refreshToo) {
        List<String> choices = new ArrayList<>();
        walk.token().ifPresent(token -> {
            choices.add(ACCESS);
            if (refreshToo && token.refreshToken() != null) {
                choices.add(REFRESH);
            }
        });
        return choices;
    }
}
