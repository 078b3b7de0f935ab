package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.CodeChallenge;
import dev.tokentrail.mock.token.RandomText;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Authorization codes: single use, 300 seconds, and a second use revokes what the first one gave. */
final class Wso2Codes {

    /**
     * A code.
     *
     * @param client consumer key it was issued to
     * @param user who approved
     * @param redirectUri where it was sent
     * @param scope scopes asked for
     * @param challenge PKCE challenge, null for none
     * @param nonce nonce of the authorize call, null for none
     * @param expires end of its life
     * @param outcome the token it was redeemed for, or a marker while that is on its way
     */
    record Code(
            String client,
            String user,
            String redirectUri,
            String scope,
            @Nullable CodeChallenge challenge,
            @Nullable String nonce,
            Instant expires,
            AtomicReference<Outcome> outcome) {}

    /**
     * How far a code has come.
     *
     * @param used whether it was redeemed
     * @param replayed whether somebody tried it again
     * @param token what it gave
     */
    record Outcome(boolean used, boolean replayed, @Nullable Wso2Token token) {
        static final Outcome NONE = new Outcome(false, false, null);
    }

    private final Wso2Config config;
    private final Wso2Errors errors;
    private final Clock clock;
    private final BoundedStore<Code> codes = new BoundedStore<>(Service.MOST_LIVE);

    Wso2Codes(Wso2Config config, Wso2Errors errors, Clock clock) {
        this.config = config;
        this.errors = errors;
        this.clock = clock;
    }

    String issue(
            String client,
            String user,
            String redirectUri,
            String scope,
            @Nullable CodeChallenge challenge,
            @Nullable String nonce) {
        String code = RandomText.uuid('3');
        Instant expires = clock.instant().plusSeconds(config.codeSeconds());
        codes.put(
                code,
                new Code(
                        client,
                        user,
                        redirectUri,
                        scope,
                        challenge,
                        nonce,
                        expires,
                        new AtomicReference<>(Outcome.NONE)));
        return code;
    }

    Code find(String value, String client) {
        Code code = codes.find(value)
                .filter(found -> found.client().equals(client))
                .orElseThrow(() -> errors.invalidGrantSince6("Invalid authorization code received from token request"));
        if (code.outcome().get().used()) {
            replayed(code);
        }
        if (!clock.instant().isBefore(code.expires())) {
            throw errors.invalidGrantSince6("Expired or Revoked authorization code received from token request");
        }
        return code;
    }

    /** Uses a code up. */
    void redeem(Code code) {
        if (!code.outcome().compareAndSet(Outcome.NONE, new Outcome(true, false, null))) {
            replayed(code);
        }
    }

    /** Remembers what a code gave, so that a second use can revoke it; revokes it now if that has happened. */
    void redeemed(Code code, Wso2Token token) {
        Outcome outcome = code.outcome().updateAndGet(old -> new Outcome(true, old.replayed(), token));
        if (outcome.replayed()) {
            token.revoke();
        }
    }

    private void replayed(Code code) {
        Outcome outcome = code.outcome().updateAndGet(old -> new Outcome(true, true, old.token()));
        if (outcome.token() != null) {
            outcome.token().revoke();
        }
        throw errors.invalidGrantSince6("Inactive authorization code received from token request");
    }

    void clear() {
        codes.clear();
    }
}
