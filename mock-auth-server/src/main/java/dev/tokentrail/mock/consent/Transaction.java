package dev.tokentrail.mock.consent;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.token.RandomText;
import dev.tokentrail.mock.token.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One authorization request on its way through the pages, and the browser that it belongs to. */
final class Transaction {

    static final Duration LIFE = Duration.ofMinutes(10);

    /** For so long a second click on the same button gets the answer of the first. */
    static final Duration DOUBLE_CLICK = Duration.ofSeconds(10);

    final String id = RandomText.shortSecret();
    final AuthorizationRequest request;
    private final String browser = RandomText.shortSecret();
    private final Instant expires;
    private @Nullable Account account;
    private @Nullable Decision decision;

    private record Decision(String choice, Answer answer, Instant at) {}

    Transaction(AuthorizationRequest request, Instant now) {
        this.request = request;
        this.expires = now.plus(LIFE);
    }

    // A browser sends at most 180 cookies of this size, which is less than the longest head that the server takes.
    String cookie(Duration life, boolean secure) {
        return cookieName() + "=" + browser + "; Path=/; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }

    String cookieName() {
        return "consent-" + id;
    }

    boolean belongsTo(String cookie) {
        return Secrets.same(browser, cookie);
    }

    boolean expired(Instant now) {
        return !now.isBefore(expires);
    }

    synchronized Optional<Account> account() {
        return Optional.ofNullable(account);
    }

    synchronized void signIn(Account who) {
        account = who;
    }

    synchronized boolean decided() {
        return decision != null;
    }

    /**
     * Decides, once.
     *
     * @param choice what was chosen, in words of any kind
     * @param now the instant
     * @param answer carries the decision out
     * @return the answer, also for the second click on the same button; empty if it was decided before
     */
    synchronized Optional<Answer> decide(String choice, Instant now, Supplier<Answer> answer) {
        if (decision == null) {
            decision = new Decision(choice, answer.get(), now);
        }
        boolean same = decision.choice.equals(choice)
                && Duration.between(decision.at, now).compareTo(DOUBLE_CLICK) < 0;
        return same ? Optional.of(decision.answer) : Optional.empty();
    }
}
