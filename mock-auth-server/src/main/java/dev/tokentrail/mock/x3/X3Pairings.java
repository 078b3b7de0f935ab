package dev.tokentrail.mock.x3;

import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.RandomText;
import dev.tokentrail.mock.x3.X3Tokens.Grant;
import java.time.Clock;
import java.time.Instant;

/** Accepted pairing requests by their codes. */
final class X3Pairings {

    private record Pairing(Grant grant, String redirectUri, Instant expires) {}

    private final X3Config config;
    private final Clock clock;
    private final BoundedStore<Pairing> codes = new BoundedStore<>(Service.MOST_LIVE);
    private final BoundedStore<Grant> redeemedCodes = new BoundedStore<>(Service.MOST_LIVE);

    X3Pairings(X3Config config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Keeps a pairing and returns its code. */
    String add(Grant grant, String redirectUri) {
        String code = RandomText.secret();
        codes.put(code, new Pairing(grant, redirectUri, clock.instant().plusSeconds(config.codeSeconds())));
        return code;
    }

    /** What a live code of this client and redirect URI stands for. */
    Grant find(String code, String client, String redirectUri) {
        Pairing pairing = codes.find(code)
                .filter(found -> found.grant().client().equals(client))
                .orElseThrow(() -> unknown(code, client));
        if (!pairing.redirectUri().equals(redirectUri)) {
            throw X3Error.UNKNOWN_REDIRECT_URI.refusal();
        }
        if (!clock.instant().isBefore(pairing.expires())) {
            throw X3Error.EXPIRED.refusal();
        }
        return pairing.grant();
    }

    // RFC 6749 section 4.1.2: a second use of a code revokes what the first one gave (assumed for X3).
    private Refusal unknown(String code, String client) {
        redeemedCodes
                .find(code)
                .filter(grant -> grant.client().equals(client))
                .ifPresent(grant -> grant.family().end());
        return X3Error.PAIRING_NOT_FOUND.refusal();
    }

    /** Uses a code up; of two callers at once, one fails, and what the other got is revoked. */
    synchronized void redeem(String code, Grant grant) {
        if (codes.take(code).isEmpty()) {
            grant.family().end();
            throw X3Error.PAIRING_NOT_FOUND.refusal();
        }
        redeemedCodes.put(code, grant);
    }

    void clear() {
        codes.clear();
        redeemedCodes.clear();
    }
}
