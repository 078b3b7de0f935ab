package dev.tokentrail.mock.token;

import dev.tokentrail.mock.http.Json;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.AbstractDeserializer;
import io.jsonwebtoken.io.AbstractSerializer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * The test key of one service, RSA or elliptic curve, shipped with the emulator and read when it is first needed.
 *
 * <p>It can be rotated: from then on another shipped key signs, under another {@code kid}.
 */
public final class SigningKey {

    /** Times are judged by the callers, on the one clock, so jjwt's own check lets every time pass. */
    private static final long ANY_TIME = 1_000_000_000_000L;

    /**
     * A signature keeps a processor busy, one by RSA for most of a millisecond. More at a time than there are processors would
     * only take them from each other and from the compiler; one more has work ready while the next in line wakes up.
     */
    private static final Semaphore TURNS = new Semaphore(Runtime.getRuntime().availableProcessors() + 1, true);

    private final String name;
    private final String keyId;
    private final SigningAlgorithm algorithm;
    private volatile int rotations;

    /**
     * What signs at one moment.
     *
     * @param id the {@code kid} that the JWK set gives it
     * @param publicKey its public half
     */
    public record Current(String id, PublicKey publicKey) {}

    /**
     * Names a key that signs with RS256.
     *
     * @param name which of the shipped keys
     * @param keyId its {@code kid}
     */
    public SigningKey(String name, String keyId) {
        this(name, keyId, SigningAlgorithm.RS256);
    }

    /**
     * Names a key.
     *
     * @param name which of the shipped keys
     * @param keyId its {@code kid}, another for each algorithm
     * @param algorithm what it signs with
     */
    public SigningKey(String name, String keyId, SigningAlgorithm algorithm) {
        this.name = name;
        this.keyId = keyId;
        this.algorithm = algorithm;
    }

    /**
     * Signs a JWT.
     *
     * @param header gives the members in their order; {@code alg} may be among them, {@code kid} is up to the caller
     * @param claims the payload, written as it is
     */
    public String sign(Function<Current, Map<String, Object>> header, Map<String, Object> claims) {
        int count = rotations;
        ShippedKey key = key(count);
        JwtBuilder jwt = Jwts.builder()
                .json(new JsonSerializer())
                .header()
                .add(header.apply(new Current(id(count), key.publicKey())))
                .and()
                .content(Json.bytes(claims));
        TURNS.acquireUninterruptibly();
        try {
            return jwt.signWith(key.privateKey(), key.algorithm()).compact();
        } finally {
            TURNS.release();
        }
    }

    /** The {@code kid} of the key that signs now. */
    public String id() {
        return id(rotations);
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
        int count = rotations;
        return key(count).jwk(id(count));
    }

    /** The public half. */
    public PublicKey publicKey() {
        return key(rotations).publicKey();
    }

    /** The private half: it is a test key, published with the emulator. */
    public PrivateKey privateKey() {
        return key(rotations).privateKey();
    }

    /** Whether a compact JWS was signed with this key. */
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

    private ShippedKey key(int count) {
        return count % 2 == 0 ? ShippedKey.of(name, algorithm) : ShippedKey.second(algorithm);
    }

    private String id(int count) {
        return count == 0 ? keyId : keyId + "-" + (count + 1);
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
