package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.token.TokenFamily;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One issued pair and what became of it. */
final class Wso2Token {

    /** What became of one half of a pair. */
    enum State {
        ACTIVE,
        SUPERSEDED,
        REVOKED
    }

    /**
     * For whom a pair stands.
     *
     * @param client consumer key
     * @param user user name, null if it stands for the application itself
     * @param scope granted scopes, space separated
     */
    record Owner(String client, @Nullable String user, String scope) {

        /** User name with its tenant, as tokens and headers show it. */
        String subject() {
            return (user == null ? "admin" : user) + "@" + Wso2Config.TENANT;
        }

        String key() {
            return client + "\n" + user + "\n" + scope;
        }
    }

    final Owner owner;

    /** {@link Owner#key} of its owner, made once. */
    final String ownerKey;

    final String access;
    final String id;
    final @Nullable String refresh;
    final Instant issued;
    final Instant expires;
    final Instant refreshExpires;
    final boolean jwt;
    final TokenFamily family;
    volatile State accessState = State.ACTIVE;
    volatile State refreshState = State.ACTIVE;

    /** When a new refresh token first came in place of this one, null if none did. */
    volatile @Nullable Instant renewed;

    Wso2Token(
            Owner owner,
            String access,
            String id,
            @Nullable String refresh,
            Instant issued,
            Instant expires,
            Instant refreshExpires,
            boolean jwt,
            TokenFamily family) {
        this.owner = owner;
        this.ownerKey = owner.key();
        this.access = access;
        this.id = id;
        this.refresh = refresh;
        this.issued = issued;
        this.expires = expires;
        this.refreshExpires = refreshExpires;
        this.jwt = jwt;
        this.family = family;
    }

    boolean accessLive(Instant now) {
        return accessState == State.ACTIVE && !family.ended() && now.isBefore(expires);
    }

    boolean refreshLive(Instant now) {
        return refresh != null && refreshState == State.ACTIVE && !family.ended() && now.isBefore(refreshExpires);
    }

    /** Seconds that remain; for a token that never expires, what the real server answers. */
    long remainingSeconds(Instant now) {
        return expires.equals(Instant.MAX)
                ? Long.MAX_VALUE / 1000
                : Duration.between(now, expires).toSeconds();
    }

    void revoke() {
        accessState = State.REVOKED;
        refreshState = State.REVOKED;
    }

    @Override
    public String toString() {
        return "Wso2Token[client=" + owner.client() + ", scope=" + owner.scope() + "]";
    }
}
