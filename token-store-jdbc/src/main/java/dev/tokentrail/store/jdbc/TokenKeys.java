package dev.tokentrail.store.jdbc;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.config.TinkConfig2026;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfSet;
import dev.tokentrail.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys of a store: AES-256-GCM keys, of which the newest encrypts and all decrypt, and one that turns the names of tokens into
 * the keys of rows (HMAC-SHA-256), which never changes. Immutable.
 *
 * <p>Keep {@link #revealJson} where the application keeps its other secrets, away from the database and its backups. Whoever has
 * both can read the tokens; without the keys the tokens are lost.
 */
public final class TokenKeys {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String ENCRYPTION = "encryption";
    private static final String NAMES = "names";

    private static final Configuration TINK = TinkConfig2026.get();

    private final KeysetHandle encryption;
    private final KeysetHandle names;
    private final Aead aead;
    private final PrfSet prf;

    private TokenKeys(KeysetHandle encryption, KeysetHandle names) throws GeneralSecurityException {
        this.encryption = encryption;
        this.names = names;
        this.aead = encryption.getPrimitive(TINK, Aead.class);
        this.prf = names.getPrimitive(TINK, PrfSet.class);
    }

    /**
     * Makes new keys, at random.
     *
     * @return keys that nobody else has
     */
    public static TokenKeys generate() {
        try {
            return new TokenKeys(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK),
                    KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF, TINK));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-GCM or no HMAC-SHA-256", e);
        }
    }

    /**
     * Reads keys that {@link #revealJson} has written.
     *
     * @param json the keys
     * @return the keys
     * @throws IllegalArgumentException if it is nothing that {@link #revealJson} writes; the message shows nothing of it
     */
    public static TokenKeys fromJson(Secret json) {
        try {
            JsonNode both = MAPPER.readTree(json.reveal());
            return new TokenKeys(parsed(both, ENCRYPTION), parsed(both, NAMES));
        } catch (JacksonException | GeneralSecurityException notOurs) {
            throw new IllegalArgumentException(
                    "These are no keys of a token store: expected the JSON that TokenKeys.revealJson() writes, with \""
                            + ENCRYPTION + "\" and \"" + NAMES + "\"");
        }
    }

    private static KeysetHandle parsed(JsonNode both, String name) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(both.path(name).toString(), TINK, InsecureSecretKeyAccess.get());
    }

    /**
     * Reads keys from an environment variable that holds what {@link #revealJson} has written.
     *
     * @param variable the variable's name
     * @return the keys
     * @throws IllegalArgumentException if there is no such variable, or if it holds something else
     */
    public static TokenKeys fromEnvironment(String variable) {
        String json = System.getenv(variable);
        if (json == null || json.isBlank()) {
            throw new IllegalArgumentException("The environment variable " + variable
                    + " has no keys for the token store. TokenKeys.generate().revealJson() makes some.");
        }
        return fromJson(Secret.of(json));
    }

    /**
     * Writes the keys in clear, as JSON of two Tink keysets.
     *
     * @return the text to keep secret
     */
    public Secret revealJson() {
        Map<String, JsonNode> both = new LinkedHashMap<>();
        both.put(ENCRYPTION, json(encryption));
        both.put(NAMES, json(names));
        return Secret.of(MAPPER.writeValueAsString(both));
    }

    private static JsonNode json(KeysetHandle keys) {
        try {
            return MAPPER.readTree(
                    TinkJsonProtoKeysetFormat.serializeKeyset(keys, TINK, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keys cannot be written", e);
        }
    }

    /**
     * Adds a new key that encrypts from now on. What older keys have encrypted can still be read.
     *
     * <p>Where many processes share a store, each of them needs the new keys before the first one encrypts with them: give all
     * of them the keys of {@link #announced} first, and these afterwards.
     *
     * @return the keys with one more
     */
    public TokenKeys rotated() {
        return withNewKey(true);
    }

    /**
     * Adds a new key that decrypts only, for the time in which not all processes have it. {@link #promoted} makes it encrypt.
     *
     * @return the keys with one more
     */
    public TokenKeys announced() {
        return withNewKey(false);
    }

    /**
     * Lets the newest key encrypt from now on.
     *
     * @return the same keys
     */
    public TokenKeys promoted() {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(encryption);
        builder.getAt(builder.size() - 1).makePrimary();
        return built(builder);
    }

    private TokenKeys withNewKey(boolean encrypts) {
        KeysetHandle.Builder.Entry entry = KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                .withRandomId();
        return built(KeysetHandle.newBuilder(encryption).addEntry(encrypts ? entry.makePrimary() : entry));
    }

    /**
     * Leaves out every key but the one that encrypts. What the others have encrypted cannot be read any more, so let {@link
     * JdbcTokenStore#reencrypt} run first.
     *
     * @return the keys that are left
     */
    public TokenKeys withoutOldKeys() {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder();
        for (int i = 0; i < encryption.size(); i++) {
            KeysetHandle.Entry entry = encryption.getAt(i);
            if (entry.isPrimary()) {
                builder.addEntry(KeysetHandle.importKey(entry.getKey())
                        .withFixedId(entry.getId())
                        .makePrimary());
            }
        }
        return built(builder);
    }

    private TokenKeys built(KeysetHandle.Builder builder) {
        try {
            return new TokenKeys(builder.setConfiguration(TINK).build(), names);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keys cannot be put together", e);
        }
    }

    byte[] encrypt(byte[] clear, byte[] row) throws GeneralSecurityException {
        return aead.encrypt(clear, row);
    }

    byte[] decrypt(byte[] encrypted, byte[] row) throws GeneralSecurityException {
        return aead.decrypt(encrypted, row);
    }

    byte[] rowKey(String name) throws GeneralSecurityException {
        return prf.computePrimary(name.getBytes(StandardCharsets.UTF_8), 32);
    }

    /** How many keys there are; nothing of them. */
    @Override
    public String toString() {
        return "TokenKeys[" + encryption.size() + "]";
    }
}
