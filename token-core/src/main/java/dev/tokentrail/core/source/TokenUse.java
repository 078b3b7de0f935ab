package dev.tokentrail.core.source;

import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.Token;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Uses a token for a call to a resource server, and once more with another one if the server refuses it (RFC 6750 section 3.1,
 * {@code invalid_token}): a token may end before its time, by a revocation say.
 *
 * <p>A hundred threads whose token was refused cause one renewal, and a server that refuses every token does not cause one for
 * each call; see {@link TokenSource#invalidate}. Nothing is sent a third time.
 */
public final class TokenUse {

    private static final Pattern INSUFFICIENT_SCOPE =
            Pattern.compile("(?i)(^|[\\s,])error\\s*=\\s*\"?insufficient_scope\\b");

    private TokenUse() {}

    /**
     * Calls a method that throws when the token is refused, as those of the provider modules do:
     * {@code TokenUse.call(tokens, sonetel::account)}.
     *
     * @param tokens where tokens come from
     * @param call makes the call; called twice at most
     * @param <T> what it gives
     * @return what the call gave
     * @throws ProviderRefusedException if the second token is refused too, or there is no reason to try another, or the
     *     service refused for another reason
     * @throws dev.tokentrail.core.token.TokenException if no token is to be had
     */
    public static <T> T call(TokenSource tokens, Function<Token, T> call) {
        Token token = tokens.token();
        try {
            return call.apply(token);
        } catch (ProviderRefusedException refusal) {
            boolean invalid = refusal.status().orElse(0) == 401
                    && refusal.code().filter("insufficient_scope"::equals).isEmpty();
            Optional<Token> other = invalid ? another(tokens, token) : Optional.empty();
            return call.apply(other.orElseThrow(() -> refusal));
        }
    }

    /**
     * Calls a method whose result tells whether the token was refused.
     *
     * @param tokens where tokens come from
     * @param call makes the call; called twice at most
     * @param refused whether a result says that the token was refused: {@link #isRefused} of its status and challenges
     * @param <T> what it gives
     * @return what the last call gave
     * @throws dev.tokentrail.core.token.TokenException if no token is to be had
     */
    public static <T> T call(TokenSource tokens, Function<Token, T> call, Predicate<T> refused) {
        Token token = tokens.token();
        T result = call.apply(token);
        if (!refused.test(result)) {
            return result;
        }
        Optional<Token> other = another(tokens, token);
        return other.isPresent() ? call.apply(other.get()) : result;
    }

    /**
     * Takes a refused token out of use and gives another one.
     *
     * @param tokens where the refused one came from
     * @param refused the token that a resource server refused
     * @return another token to try once; empty if it is too early to believe that another would help, or if the service gave the
     *     same one again
     * @throws dev.tokentrail.core.token.TokenException if no token is to be had
     */
    public static Optional<Token> another(TokenSource tokens, Token refused) {
        return tokens.invalidate(refused)
                ? Optional.of(tokens.token()).filter(token -> !isSame(token, refused))
                : Optional.empty();
    }

    /**
     * Tells whether an answer says that the token was refused, and not that it is good but not enough.
     *
     * @param status the HTTP status
     * @param challenges the values of {@code WWW-Authenticate}
     * @return true for 401 without {@code error="insufficient_scope"}, with or without a challenge
     */
    public static boolean isRefused(int status, List<String> challenges) {
        return status == 401
                && challenges.stream()
                        .noneMatch(challenge ->
                                INSUFFICIENT_SCOPE.matcher(challenge).find());
    }

    static boolean isSame(Token one, Token other) {
        return one.accessToken().equals(other.accessToken());
    }
}
