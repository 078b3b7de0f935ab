package dev.tokentrail.store.jdbc;

import dev.tokentrail.core.source.TokenStoreException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Closes and opens the contents of rows; the key of a row is part of what is authenticated, so none fits into another. */
final class Cabinet {

    /** What a row's content is: its first byte. */
    private static final byte ENCRYPTED = 1;

    private static final byte CLEAR = 2;

    private final @Nullable TokenKeys keys;

    Cabinet(@Nullable TokenKeys keys) {
        this.keys = keys;
    }

    /** A hash, keyed if there are keys: names such as customer numbers could be guessed from a plain one. */
    String rowKey(String name) {
        try {
            byte[] hash = keys == null
                    ? MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8))
                    : keys.rowKey(name);
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A row's key cannot be computed", e);
        }
    }

    byte[] close(String rowKey, TokenFormat.Content content) {
        byte[] clear = TokenFormat.write(content);
        if (keys == null) {
            return prefixed(CLEAR, clear);
        }
        try {
            return prefixed(ENCRYPTED, keys.encrypt(clear, associated(rowKey)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A token cannot be encrypted", e);
        }
    }

    TokenFormat.Content open(String rowKey, byte[] content) {
        byte kind = content.length == 0 ? 0 : content[0];
        if (kind == CLEAR) {
            if (keys != null) {
                throw new TokenStoreException(
                        "A token lies in the store in clear, although the store has keys. Somebody may have put it there: delete it,"
                                + " or open the store without keys, on purpose, to read it.",
                        null);
            }
            return TokenFormat.read(rest(content));
        }
        if (kind != ENCRYPTED) {
            throw new TokenStoreException(
                    "A row of the token store is of format " + kind
                            + ", which this version does not know; it reads 1 and 2. A newer version may have written it.",
                    null);
        }
        if (keys == null) {
            throw new TokenStoreException(
                    "The tokens in the store are encrypted, and the store was opened without keys.", null);
        }
        try {
            return TokenFormat.read(keys.decrypt(rest(content), associated(rowKey)));
        } catch (GeneralSecurityException wrongKey) {
            throw new TokenStoreException(
                    "A token in the store cannot be decrypted: none of the keys fits, or its row was changed. Open the store with the"
                            + " keys it was written with, old ones included.",
                    wrongKey);
        }
    }

    private static byte[] associated(String rowKey) {
        return ("tokentrail token " + ENCRYPTED + " " + rowKey).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] prefixed(byte kind, byte[] content) {
        byte[] all = new byte[content.length + 1];
        all[0] = kind;
        System.arraycopy(content, 0, all, 1, content.length);
        return all;
    }

    private static byte[] rest(byte[] content) {
        return Arrays.copyOfRange(content, 1, content.length);
    }

    boolean encrypts() {
        return keys != null;
    }
}
