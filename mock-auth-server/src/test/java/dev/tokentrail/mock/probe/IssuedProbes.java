package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.assumed;
import static dev.tokentrail.mock.probe.Cell.documented;
import static dev.tokentrail.mock.probe.Cell.none;
import static dev.tokentrail.mock.probe.Cell.rfc;
import static dev.tokentrail.mock.probe.Row.row;

import dev.tokentrail.mock.http.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What is issued: its form, its life, and that nobody can guess it. */
final class IssuedProbes {

    private static final String OPAQUE = "43 characters of base64url";
    private static final String UUID = "UUID";

    private IssuedProbes() {}

    static Table table() {
        return new Table(
                "What is issued",
                "43 characters of base64url are 256 random bits; WSO2's UUIDs, whose form is documented, have 122.",
                List.of(
                        row(
                                "access token",
                                subject -> form(subject, s -> s.pair().access()),
                                documented("JWT RS256"),
                                documented("JWT RS256"),
                                assumed(OPAQUE),
                                documented("JWT RS256"),
                                documented(UUID),
                                documented("JWT RS256")),
                        row(
                                "refresh token",
                                subject -> form(subject, s -> s.pair().refresh()),
                                documented("JWT RS256"),
                                documented("JWT RS256"),
                                assumed(OPAQUE),
                                assumed(OPAQUE),
                                documented(UUID)),
                        row(
                                "authorization code",
                                subject -> form(subject, Subject::code),
                                assumed(OPAQUE),
                                Absent.noCode(),
                                Absent.noCode(),
                                assumed(OPAQUE),
                                documented(UUID)),
                        row(
                                "two tokens in one second",
                                subject -> subject.tokenAnew().equals(subject.tokenAnew()) ? "the same" : "differ",
                                rfc("differ"),
                                rfc("differ"),
                                rfc("differ"),
                                rfc("differ"),
                                documented("the same"),
                                documented("differ")),
                        row(
                                "... of two `device_` scopes",
                                subject -> device(subject, "device_1").equals(device(subject, "device_2"))
                                        ? "the same"
                                        : "differ",
                                onlyWso2(),
                                onlyWso2(),
                                onlyWso2(),
                                onlyWso2(),
                                documented("differ")),
                        row(
                                "`token_type`",
                                subject -> String.valueOf(subject.token().send().member("token_type")),
                                assumed("Bearer"),
                                documented("bearer"),
                                documented("null"),
                                documented("Bearer"),
                                documented("Bearer")),
                        row(
                                "`expires_in`, as a number",
                                IssuedProbes::expiresIn,
                                documented("300"),
                                assumed("null"),
                                documented("null"),
                                documented("3600"),
                                documented("3600")),
                        row(
                                "... after 100 seconds, asked again",
                                subject -> {
                                    subject.token().send();
                                    subject.later(100);
                                    return expiresIn(subject);
                                },
                                documented("300"),
                                assumed("null"),
                                documented("null"),
                                documented("3600"),
                                documented("3500"),
                                documented("3600")),
                        row(
                                "life in the JWT, `exp - iat`",
                                IssuedProbes::life,
                                documented("300"),
                                documented("86400"),
                                noJwt(),
                                documented("3600"),
                                noJwt(),
                                documented("3600")),
                        row(
                                "`iat` is the emulator's clock",
                                subject -> String.valueOf(claim(subject, "iat").equals((int)
                                        subject.mock.clock().instant().getEpochSecond())),
                                rfc("true"),
                                rfc("true"),
                                noJwt(),
                                rfc("true"),
                                noJwt(),
                                rfc("true")),
                        row(
                                "signature, by the published key",
                                IssuedProbes::verified,
                                noKeys(),
                                noKeys(),
                                noKeys(),
                                rfc("verified"),
                                noJwt(),
                                documented("verified")),
                        row(
                                "`Cache-Control` and `Pragma`",
                                subject -> {
                                    Reply reply = subject.token().send();
                                    return reply.header("Cache-Control") + ", " + reply.header("Pragma");
                                },
                                rfc("no-store, no-cache"),
                                rfc("no-store, no-cache"),
                                rfc("no-store, no-cache"),
                                rfc("no-store, no-cache"),
                                documented("no-store, no-cache"))));
    }

    private static String form(Subject subject, Function<Subject, String> issue) {
        Set<String> seen = new HashSet<>();
        String form = "";
        for (int i = 0; i < 3; i++) {
            subject.mock.reset();
            String value = issue.apply(subject);
            if (!seen.add(value)) {
                return "repeated";
            }
            String found = value.matches("[A-Za-z0-9_-]{43}")
                    ? OPAQUE
                    : value.matches("[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                            ? UUID
                            : value.split("\\.").length == 3
                                    ? "JWT " + part(value, 0).get("alg")
                                    : value;
            if (!form.isEmpty() && !form.equals(found)) {
                return form + " or " + found;
            }
            form = found;
        }
        return form;
    }

    private static String device(Subject subject, String scope) {
        return subject.token().set("scope", scope).send().text("access_token");
    }

    private static Cell onlyWso2() {
        return none("WSO2 only", subject -> !subject.tokenAnew().equals(subject.tokenAnew()));
    }

    private static Cell noJwt() {
        return none("no JWT", subject -> !subject.pair().access().contains("."));
    }

    private static Cell noKeys() {
        return none("no published key", subject -> subject.lacksPaths());
    }

    private static String expiresIn(Subject subject) {
        Object seconds = subject.token().send().member("expires_in");
        return seconds == null || seconds instanceof Number ? String.valueOf(seconds) : "text " + seconds;
    }

    private static Map<String, Object> part(String jwt, int index) {
        return Json.object(Base64.getUrlDecoder().decode(jwt.split("\\.")[index]));
    }

    private static Object claim(Subject subject, String name) {
        Object value = part(subject.pair().access(), 1).get(name);
        return value == null ? "none" : value;
    }

    private static String life(Subject subject) {
        Map<String, Object> claims = part(subject.pair().access(), 1);
        return String.valueOf(number(claims, "exp") - number(claims, "iat"));
    }

    private static long number(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof Number number ? number.longValue() : Long.MIN_VALUE;
    }

    private static String verified(Subject subject) {
        String path = subject instanceof GoToSubject ? "/goto/oauth/jwks.json" : "/wso2/oauth2/jwks";
        Object keys = subject.call("GET", path, Call.Carrier.QUERY).send().member("keys");
        String token = subject.pair().access();
        if (!(keys instanceof List<?> list)
                || !(list.get(0) instanceof Map<?, ?> key)
                || !String.valueOf(key.get("kid")).equals(part(token, 0).get("kid"))) {
            return "another kid";
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(unsigned(key, "n"), unsigned(key, "e"))));
            int end = token.lastIndexOf('.');
            signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1))) ? "verified" : "wrong";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger unsigned(Map<?, ?> key, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(String.valueOf(key.get(name))));
    }
}
