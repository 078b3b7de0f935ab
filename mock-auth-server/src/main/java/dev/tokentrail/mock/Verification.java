package dev.tokentrail.mock;

import java.util.List;
import java.util.function.Predicate;

/**
 * Assertions about the calls of an OAuth client, in the words of OAuth.
 *
 * <pre>{@code
 * mock.goTo().verify()
 *         .refreshes(1)
 *         .neverTwoRefreshesAtOnce()
 *         .everyCodeRedeemedOnce()
 *         .noSecretInQueryString();
 * }</pre>
 *
 * <p>All assertions of one chain are about the same moment: that of the call of {@code verify()}. Each returns this
 * object or throws an {@link AssertionError} that lists the calls concerned in order of arrival, one line each, with
 * time, status and duration, and without a secret. If the journal, which is bounded, has dropped a request that an
 * assertion would have to know, the assertion fails and says so. Immutable and thread-safe.
 *
 * <p>A <dfn>token request</dfn> is a request that is here as a whole, to an endpoint that issues tokens, by a method
 * that it takes, with whatever outcome. Its grant is the {@code grant_type} that it names; at X Booker the refresh-token call counts as
 * {@code client_credentials} and the access-token call as {@code refresh_token}. A <dfn>refresh</dfn> is a token request
 * of the grant {@code refresh_token}. A request is <dfn>in flight</dfn> from the arrival of its head until the first byte
 * of its answer is about to leave.
 */
public final class Verification {

    private final Snapshot snapshot;

    Verification(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * Asserts how many token requests came, of all grants, whatever was answered.
     *
     * @param count the exact number
     * @return this verification
     * @throws AssertionError if there were more or fewer
     */
    public Verification tokenRequests(int count) {
        return exactly(count, Words.TOKEN_REQUESTS, Exchange::isTokenRequest);
    }

    /**
     * Asserts how many refreshes were attempted, whatever was answered: also those that were refused, or whose answer was
     * lost, or is still due.
     *
     * @param count the exact number
     * @return this verification
     * @throws AssertionError if there were more or fewer
     */
    public Verification refreshes(int count) {
        return exactly(count, Words.REFRESHES, Exchange::isRefresh);
    }

    /**
     * Asserts how many refreshes were answered with a token. One whose answer does not reach the client counts if the
     * answer was given before it was lost.
     *
     * @param count the exact number
     * @return this verification
     * @throws AssertionError if there were more or fewer
     */
    public Verification successfulRefreshes(int count) {
        return exactly(count, Words.SUCCESSFUL_REFRESHES, call -> call.isRefresh() && call.succeeded());
    }

    /**
     * Asserts how many refreshes presented a refresh token that had been used up before, by the account of the service:
     * those that were answered again within a grace window as well as those that were refused. Only X3, Sonetel and WSO2
     * use refresh tokens up.
     *
     * @param count the exact number
     * @return this verification
     * @throws AssertionError if there were more or fewer
     */
    public Verification reusedRefreshTokens(int count) {
        return exactly(count, Words.REUSED_REFRESH_TOKENS, Exchange::reusesRefreshToken);
    }

    /**
     * Asserts how many times all tokens of a grant were ended, because a refresh token of it came again. That happens only
     * if {@code refreshTokenReuse} is {@code family-ended} in the configuration of the service.
     *
     * @param count the exact number
     * @return this verification
     * @throws AssertionError if there were more or fewer
     */
    public Verification endedFamilies(int count) {
        return exactly(count, Words.ENDED_FAMILIES, Exchange::endsFamily);
    }

    /**
     * Begins an assertion about the token requests of one grant.
     *
     * @param grantType the grant type, such as {@code password} or {@code authorization_code}
     * @return what can be asserted
     */
    public GrantVerification grant(String grantType) {
        return new GrantVerification(this, grantType);
    }

    /**
     * The largest number of refreshes that were in flight at the same moment.
     *
     * @return the high-water mark, 0 if there was no refresh
     * @throws AssertionError if the journal has dropped requests that would have to be known
     */
    public int mostRefreshesAtOnce() {
        return AtOnce.most(known().stream().filter(Exchange::isRefresh).toList())
                .size();
    }

    /**
     * Asserts that no two refreshes were in flight at the same moment. Clients that hold tokens of several users may
     * refresh them together: verify each by {@link JournalView#where}.
     *
     * @return this verification
     * @throws AssertionError if two were; it lists those of the moment at which there were most
     */
    public Verification neverTwoRefreshesAtOnce() {
        return hold(Rule.NEVER_TWO_REFRESHES_AT_ONCE);
    }

    /**
     * Asserts that no query string has a parameter that is for secrets ({@code client_secret}, {@code password},
     * {@code refresh_token}, {@code access_token}, {@code code_verifier}, {@code assertion} and the like, {@code code} at
     * a token endpoint), nor, under whatever name, a token that was issued or a secret that was sent elsewhere among the
     * requests of this verification; and that no path has such a token. Codes in redirects to the client are no matter of
     * this.
     *
     * @return this verification
     * @throws AssertionError if one has
     */
    public Verification noSecretInQueryString() {
        return hold(Rule.NO_SECRET_IN_QUERY_STRING);
    }

    /**
     * Asserts that API calls carry no {@code access_token} in query or body (RFC 6750 sections 2.2 and 2.3).
     *
     * @return this verification
     * @throws AssertionError if one does
     */
    public Verification bearerOnlyInHeader() {
        return hold(Rule.BEARER_ONLY_IN_HEADER);
    }

    /**
     * Asserts that no token was sent to another service than the one that issued it, and no refresh token to an endpoint
     * other than those for tokens, revocation and introspection. Only tokens that were issued among the requests of this
     * verification are known to it.
     *
     * @return this verification
     * @throws AssertionError if one was
     */
    public Verification noTokenSentElsewhere() {
        return hold(Rule.NO_TOKEN_SENT_ELSEWHERE);
    }

    /**
     * Asserts that every authorization code that was issued was presented exactly once, and none that was presented was
     * presented twice; whether it was accepted does not matter.
     *
     * @return this verification
     * @throws AssertionError if one was presented twice or never
     */
    public Verification everyCodeRedeemedOnce() {
        return hold(Rule.EVERY_CODE_REDEEMED_ONCE);
    }

    /**
     * Asserts that no authorization code was presented more than once (RFC 6749 section 4.1.2).
     *
     * @return this verification
     * @throws AssertionError if one was
     */
    public Verification noCodeRedeemedTwice() {
        return hold(Rule.NO_CODE_REDEEMED_TWICE);
    }

    /**
     * Asserts that every authorization request has a {@code state}, and never one that an earlier request had.
     *
     * @return this verification
     * @throws AssertionError if one has none, or an old one
     */
    public Verification stateUsed() {
        return hold(Rule.STATE_USED);
    }

    /**
     * Asserts that every authorization request has a {@code code_challenge} of the method S256, and every redemption of a
     * code a {@code code_verifier} (RFC 7636). Sage X3 documents no PKCE: leave it out, by {@link MockService#verify}.
     *
     * @return this verification
     * @throws AssertionError if one lacks it
     */
    public Verification pkceUsed() {
        return hold(Rule.PKCE_USED);
    }

    /**
     * Asserts both {@link #stateUsed} and {@link #pkceUsed}.
     *
     * @return this verification
     * @throws AssertionError if either is missing
     */
    public Verification stateAndPkceUsed() {
        return stateUsed().pkceUsed();
    }

    /**
     * Asserts that no refresh presents a refresh token after the answer that put another one in its place had left, unless
     * the service answers it again at that time, because it has a grace window.
     *
     * @return this verification
     * @throws AssertionError if one does
     */
    public Verification noRotatedRefreshTokenUsedAgain() {
        return hold(Rule.NO_ROTATED_REFRESH_TOKEN_USED_AGAIN);
    }

    /**
     * Asserts that no token request was sent again unchanged after it had been refused for good: with a 4xx status other
     * than 408, 425 and 429. The polling of the device grant is left out.
     *
     * @return this verification
     * @throws AssertionError if one was
     */
    public Verification noRefusedTokenRequestRepeated() {
        return hold(Rule.NO_REFUSED_TOKEN_REQUEST_REPEATED);
    }

    /**
     * Asserts that after a 429 or 503 with {@code Retry-After}, in seconds or as a date, no call of the same service and
     * for the same purpose came too early, by the emulator's clock.
     *
     * @return this verification
     * @throws AssertionError if one did
     */
    public Verification retryAfterHonoured() {
        return hold(Rule.RETRY_AFTER_HONOURED);
    }

    /**
     * Asserts that every request to a token endpoint, complete or not, was answered: none is in flight, was broken off or
     * lost its connection.
     *
     * @return this verification
     * @throws AssertionError if one was not answered
     */
    public Verification noTokenRequestUnanswered() {
        return hold(Rule.NO_TOKEN_REQUEST_UNANSWERED);
    }

    /**
     * Asserts that no API call was answered with 401 or 403, as happens if a token is used after its end.
     *
     * @return this verification
     * @throws AssertionError if one was
     */
    public Verification noApiCallRefused() {
        return hold(Rule.NO_API_CALL_REFUSED);
    }

    /**
     * Asserts that every request was for a path and a method that a service has, and was valid HTTP within the limits.
     *
     * @return this verification
     * @throws AssertionError if one was not
     */
    public Verification noUnexpectedCalls() {
        return hold(Rule.NO_UNEXPECTED_CALLS);
    }

    Verification hold(Rule rule) {
        List<Offence> offences = rule.offences(known());
        if (!offences.isEmpty()) {
            throw new AssertionError(Words.failure(
                    "Expected " + rule.expectation(),
                    offences.stream().map(Offence::line).toList()));
        }
        return this;
    }

    Verification exactly(int count, Words.Noun what, Predicate<Exchange> counted) {
        return counted(count, count, what, counted);
    }

    Verification counted(int least, int most, Words.Noun what, Predicate<Exchange> counted) {
        if (least < 0 || most < least) {
            throw new IllegalArgumentException("A number of requests is not negative: " + most);
        }
        List<Exchange> known = known();
        List<Exchange> found = known.stream().filter(counted).toList();
        if (found.size() < least || found.size() > most) {
            throw new AssertionError(Words.count(least, most, what, found, known));
        }
        return this;
    }

    int count(Predicate<Exchange> counted) {
        return (int) known().stream().filter(counted).count();
    }

    private List<Exchange> known() {
        if (snapshot.missing()) {
            throw new AssertionError(Words.missing(snapshot.most()));
        }
        return snapshot.exchanges();
    }

    /** How many requests are known; says nothing of them. */
    @Override
    public String toString() {
        return "Verification of " + snapshot.exchanges().size() + " requests";
    }
}
