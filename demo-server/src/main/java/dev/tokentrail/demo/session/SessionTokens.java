package dev.tokentrail.demo.session;

import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.Lease;
import dev.tokentrail.core.source.StoredToken;
import dev.tokentrail.core.source.TokenStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The part of a shared token store that belongs to one session. Its tokens are named by a digest of the session's id: whoever has
 * the id finds them again after a restart, and who reads the store learns no id.
 */
final class SessionTokens implements TokenStore {

    private final TokenStore shared;
    private volatile String owner;

    SessionTokens(TokenStore shared, String id) {
        this.shared = shared;
        this.owner = owner(id);
    }

    /** Takes over what another id had, which may be that of a session before a restart. */
    void adopt(Collection<String> keys, String former) {
        move(keys, owner(former), owner);
    }

    /** Has another id from now on. */
    void rename(Collection<String> keys, String id) {
        String next = owner(id);
        move(keys, owner, next);
        owner = next;
    }

    private void move(Collection<String> keys, String from, String to) {
        for (String key : keys) {
            shared.read(from + key).ifPresent(stored -> {
                shared.save(to + key, 0, stored.issued());
                shared.delete(from + key);
            });
        }
    }

    private static String owner(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return "demo/" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "/";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public Optional<StoredToken> read(String key) {
        return shared.read(owner + key);
    }

    @Override
    public OptionalLong save(String key, long expectedVersion, IssuedToken issued) {
        return shared.save(owner + key, expectedVersion, issued);
    }

    @Override
    public void delete(String key) {
        shared.delete(owner + key);
    }

    @Override
    public Lease lease(String key, Duration length) {
        return shared.lease(owner + key, length);
    }
}
