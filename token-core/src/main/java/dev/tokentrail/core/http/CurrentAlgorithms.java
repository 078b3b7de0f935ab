package dev.tokentrail.core.http;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.interfaces.RSAKey;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate may be signed with, and by what key: nothing below 112 bits of security (NIST SP 800-131A, table 2 and
 * section 9). The JVM's own constraints, which still allow SHA-1 below a private authority and RSA of 1024 bits, hold beside it.
 */
final class CurrentAlgorithms implements AlgorithmConstraints {

    private static final int LEAST_RSA_BITS = 2048;
    private static final Pattern WEAK_SIGNATURE = Pattern.compile("(?:SHA-?1|MD[245])WITH.*");

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, @Nullable AlgorithmParameters parameters) {
        return !WEAK_SIGNATURE.matcher(algorithm.toUpperCase(Locale.ROOT)).matches();
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return !(key instanceof RSAKey rsa) || rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives, String algorithm, Key key, @Nullable AlgorithmParameters parameters) {
        return permits(primitives, algorithm, parameters) && permits(primitives, key);
    }
}
