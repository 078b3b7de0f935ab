package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.CodeChallenge;
import dev.tokentrail.mock.token.RandomText;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Authorization codes: single use, 300 seconds, and a second use revokes what the first one gave. */
final class Wso2Codes {

    /** A code and what became of it. */
    static final class Code {
        final String client;
        final String user;
        final String redirectUri;
        final String scope;
        final @Nullable CodeChallenge challenge;
        final @Nullable String nonce;
        private final Instant expires;
        private boolean used;
        private boolean replayed;
        private @Nullable Wso2Token token;

        private Code(
                String client,
                String user,
                String redirectUri,
                String scope,
                @Nullable CodeChallenge challenge,
                @Nullable String nonce,
                Instant expires) {
            this.client = client;
            this.user = user;
            this.redirectUri = redirectUri;
            this.scope = scope;
            this.challenge = challenge;
            this.nonce = nonce;
            this.expires = expires;
        }

        private synchronized boolean usedBefore() {
            if (used) {
                replayed = true;
                if (token != null) {
                    token.revoke();
                }
            }
            return used;
        }

        /** Uses the code up; false for all callers but the first, who then loses what the code gave. */
        private synchronized boolean use() {
            boolean first = !usedBefore();
            used = true;
            return first;
        }

        /** Remembers what the code gave, so that a second use can revoke it; revokes it now if that has happened. */
        synchronized void gave(Wso2Token issued) {
            token = issued;
            if (replayed) {
                issued.revoke();
            }
        }
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
        codes.put(code, new Code(client, user, redirectUri, scope, challenge, nonce, expires));
        return code;
    }

    Code find(String value, String client) {
        Code code = codes.find(value)
                .filter(found -> found.client.equals(client))
                .orElseThrow(() -> errors.invalidGrantSince6("Invalid authorization code received from token request"));
        if (code.usedBefore()) {
            throw inactive();
        }
        if (!clock.instant().isBefore(code.expires)) {
            throw errors.invalidGrantSince6("Expired or Revoked authorization code received from token request");
        }
        return code;
    }

    /** Uses a code up. */
    void redeem(Code code) {
        if (!code.use()) {
            throw inactive();
        }
    }

    private Refusal inactive() {
        return errors.invalidGrantSince6("Inactive authorization code received from token request");
    }

    void clear() {
        codes.clear();
    }
}
