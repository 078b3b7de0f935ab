package dev.tokentrail.mock.token;

import dev.tokentrail.mock.http.Json;
import dev.tokentrail.mock.http.Members;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.AbstractDeserializer;
import io.jsonwebtoken.io.AbstractSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * The RSA test key of one service, shipped with the emulator and read when it is first needed.
 *
 * <p>It can be rotated: from then on another shipped key signs, under another {@code kid}.
 */
public final class SigningKey {

    /** Times are judged by the callers, on the one clock, so jjwt's own check lets every time pass. */
    private static final long ANY_TIME = 1_000_000_000_000L;

    /**
     * A signature keeps a processor busy for most of a millisecond. More at a time than there are processors would only take them
     * from each other and from the compiler; one more has work ready while the next in line wakes up.
     */
    private static final Semaphore TURNS = new Semaphore(Runtime.getRuntime().availableProcessors() + 1, true);

    private static final String SECOND = "second";
    private static final Map<String, RSAPrivateCrtKey> LOADED = new ConcurrentHashMap<>();

    private final String name;
    private final String keyId;
    private volatile int rotations;

    /**
     * What signs at one moment.
     *
     * @param id the {@code kid} that the JWK set gives it
     * @param rsa the key
     */
    public record Current(String id, RSAPrivateCrtKey rsa) {

        /** The public half. */
        public RSAPublicKey publicKey() {
            try {
                return (RSAPublicKey) KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("The shipped key " + id + " is not usable", e);
            }
        }

        @Override
        public String toString() {
            return "Current[id=" + id + "]";
        }
    }

    /**
     * Names a key.
     *
     * @param name resource name of the key without its extension
     * @param keyId its {@code kid}
     */
    public SigningKey(String name, String keyId) {
        this.name = name;
        this.keyId = keyId;
    }

    /**
     * Signs a JWT with RS256.
     *
     * @param header gives the members in their order; {@code alg} may be among them, {@code kid} is up to the caller
     * @param claims the payload, written as it is
     */
    public String sign(Function<Current, Map<String, Object>> header, Map<String, Object> claims) {
        Current current = current();
        JwtBuilder jwt = Jwts.builder()
                .json(new JsonSerializer())
                .header()
                .add(header.apply(current))
                .and()
                .content(Json.bytes(claims));
        TURNS.acquireUninterruptibly();
        try {
            return jwt.signWith(current.rsa(), Jwts.SIG.RS256).compact();
        } finally {
            TURNS.release();
        }
    }

    /** The {@code kid} of the key that signs now. */
    public String id() {
        return current().id();
    }

    /** Signs with another key from now on, under a {@code kid} that was not there before. */
    public synchronized void rotate() {
        rotations++;
    }

    /** Signs with the first key again. */
    public synchronized void reset() {
        rotations = 0;
    }

    /** The public half as a member of a JWK set (RFC 7517). */
    public Map<String, Object> jwk() {
        Current current = current();
        return Members.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                current.id(),
                "n",
                unsigned(current.rsa().getModulus()),
                "e",
                unsigned(current.rsa().getPublicExponent()));
    }

    /** The public half. */
    public RSAPublicKey publicKey() {
        return current().publicKey();
    }

    /** The private half: it is a test key, published with the emulator. */
    public PrivateKey privateKey() {
        return current().rsa();
    }

    /** Whether a compact JWS was signed with this key and RS256. */
    public boolean verifies(String compact) {
        try {
            return Jwts.parser()
                            .json(new JsonDeserializer())
                            .clock(() -> Date.from(Instant.EPOCH))
                            .clockSkewSeconds(ANY_TIME)
                            .verifyWith(publicKey())
                            .build()
                            .parse(compact)
                    instanceof Jws<?>;
        } catch (JwtException | IllegalArgumentException e) {
            return false;
        }
    }

    private Current current() {
        int count = rotations;
        return new Current(
                count == 0 ? keyId : keyId + "-" + (count + 1),
                LOADED.computeIfAbsent(count % 2 == 0 ? name : SECOND, SigningKey::load));
    }

    private static RSAPrivateCrtKey load(String name) {
        try (InputStream pem = SigningKey.class.getResourceAsStream("/dev/tokentrail/mock/keys/" + name + ".pem")) {
            if (pem == null) {
                throw new IllegalStateException("No shipped key " + name);
            }
            String text = new String(pem.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("-----[^-]+-----", "");
            return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The shipped key " + name + " is not usable", e);
        }
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Secrets.base64Url(bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static final class JsonSerializer extends AbstractSerializer<Map<String, ?>> {
        @Override
        protected void doSerialize(Map<String, ?> members, OutputStream out) throws IOException {
            out.write(Json.bytes(members));
        }
    }

    private static final class JsonDeserializer extends AbstractDeserializer<Map<String, ?>> {
        @Override
        protected Map<String, ?> doDeserialize(Reader reader) throws IOException {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return Json.object(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
