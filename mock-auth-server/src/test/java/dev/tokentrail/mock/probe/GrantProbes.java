package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.assumed;
import static dev.tokentrail.mock.probe.Cell.documented;
import static dev.tokentrail.mock.probe.Cell.rfc;
import static dev.tokentrail.mock.probe.Wso2Subject.URN;

import dev.tokentrail.mock.probe.Row.Probe;
import dev.tokentrail.mock.token.SigningKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The further grants, which WSO2 alone has: assertions, client credentials, NTLM, Kerberos. */
final class GrantProbes {

    private static final SigningKey IDENTITY_PROVIDER = new SigningKey("idp", "idp-test-key");
    private static final SigningKey STRANGER = new SigningKey("goto", "idp-test-key");
    private static final String BAD_SIGNATURE = "400 invalid_grant: Signature or Message Authentication invalid.";
    private static final String MANDATORY = "400 invalid_grant: Mandatory fields(Issuer, Subject, Expiration time or"
            + " Audience) are empty in the given JSON Web Token.";
    private static final String GENERIC = "400 invalid_grant: Provided Authorization Grant is invalid";

    private GrantProbes() {}

    static Table table() {
        List<Row> rows = new ArrayList<>();
        rows.add(jwt("JWT: nothing wrong", claims -> {}, documented("200 token")));
        rows.add(row("JWT: `alg: none`", subject -> bearer(subject, unsigned(subject)), documented(BAD_SIGNATURE)));
        rows.add(row(
                "JWT: signed by another key",
                subject -> bearer(subject, STRANGER.sign(key -> header(), claims(subject))),
                documented(BAD_SIGNATURE)));
        rows.add(row(
                "JWT: HS256 with the public key",
                subject -> bearer(subject, confused(subject)),
                documented(BAD_SIGNATURE)));
        rows.add(row(
                "JWT: a claim changed afterwards",
                subject -> bearer(subject, tampered(subject)),
                documented(BAD_SIGNATURE)));
        rows.add(jwt(
                "JWT: for another audience",
                claims -> claims.put("aud", "https://other.example/token"),
                assumed("400 invalid_grant: None of the audience values matched the tokenEndpoint Alias")));
        rows.add(jwt(
                "JWT: by another issuer",
                claims -> claims.put("iss", "https://other.example"),
                documented("400 invalid_grant: No Registered IDP found for the JWT with issuer name :"
                        + " https://other.example")));
        rows.add(jwt(
                "JWT: at its end",
                claims -> expire(claims, 0),
                documented("400 invalid_grant: JSON Web Token is expired.")));
        rows.add(jwt("JWT: a second before its end", claims -> expire(claims, 1), documented("200 token")));
        rows.add(jwt(
                "JWT: not valid yet",
                claims -> claims.put("nbf", now(claims) + 1),
                assumed("400 invalid_grant: JSON Web Token is used before Not_Before_Time.")));
        for (String missing : List.of("iss", "sub", "aud", "exp")) {
            rows.add(jwt("JWT: without `" + missing + "`", claims -> claims.remove(missing), documented(MANDATORY)));
        }
        rows.add(jwt("JWT: for an unknown user", claims -> claims.put("sub", "nobody"), assumed(GENERIC)));
        rows.add(row("JWT: the same again", GrantProbes::jwtTwice, assumed("200 token \u2192 400 invalid_grant")));
        rows.add(row(
                "JWT: nonsense",
                subject -> bearer(subject, "a.b.c"),
                assumed("400 invalid_grant: Error while parsing the JWT.")));
        rows.add(row(
                "JWT: missing",
                subject -> wso2(subject).grant(URN + "jwt-bearer").said(),
                rfc("400 invalid_request: Missing parameters: assertion")));
        rows.add(row("SAML2: nothing wrong", subject -> saml2(subject, saml2(subject)), documented("200 token")));
        rows.add(row(
                "SAML2: at its end",
                subject -> {
                    String assertion = saml2(subject);
                    subject.later(300);
                    return saml2(subject, assertion);
                },
                rfc(GENERIC)));
        rows.add(row("SAML2: the same again", GrantProbes::saml2Twice, assumed("200 token \u2192 200 token")));
        rows.add(row("SAML2: changed afterwards", GrantProbes::saml2Changed, rfc(GENERIC)));
        rows.add(row("SAML2: nonsense", subject -> saml2(subject, "nonsense"), rfc(GENERIC)));
        rows.add(row(
                "client credentials: refresh token",
                subject -> "refresh token "
                        + wso2(subject).grant("client_credentials").send().member("refresh_token"),
                documented("refresh token null")));
        rows.add(row(
                "client credentials: `validity_period=soon`",
                subject -> wso2(subject)
                        .grant("client_credentials", "validity_period", "soon")
                        .said(),
                assumed("400 invalid_request: Invalid validity_period")));
        rows.add(row(
                "client credentials: a scope of users",
                subject -> wso2(subject)
                        .grant("client_credentials", "scope", "pizza.order")
                        .send()
                        .text("scope"),
                documented("am_application_scope default")));
        rows.add(row(
                "NTLM: made-up token",
                subject -> wso2(subject)
                        .grant("iwa:ntlm", "windows_token", "made-up")
                        .said(),
                assumed(GENERIC)));
        rows.add(row(
                "Kerberos: another realm",
                subject -> wso2(subject)
                        .grant("kerberos", "kerberos_realm", "OTHER.COM", "kerberos_token", "kerberos-demo-token")
                        .said(),
                assumed(GENERIC)));
        return new Table(
                "Further grants",
                "WSO2 alone has them. Assertions come from the identity provider that the emulator trusts.",
                List.copyOf(rows));
    }

    private static Row row(String name, Probe probe, Cell wso2) {
        Cell absent = Absent.noGrant("such grant", URN + "jwt-bearer");
        return Row.row(name, probe, absent, absent, absent, absent, wso2);
    }

    private static Row jwt(String name, Consumer<Map<String, Object>> change, Cell wso2) {
        return row(
                name,
                subject -> {
                    Map<String, Object> claims = claims(subject);
                    change.accept(claims);
                    return bearer(subject, IDENTITY_PROVIDER.sign(key -> header(), claims));
                },
                wso2);
    }

    private static Wso2Subject wso2(Subject subject) {
        return (Wso2Subject) subject;
    }

    private static Map<String, Object> header() {
        return Map.of("kid", "idp-test-key", "typ", "JWT");
    }

    private static Map<String, Object> claims(Subject subject) {
        long now = subject.mock.clock().instant().getEpochSecond();
        return new LinkedHashMap<>(Map.of(
                "iss",
                "https://idp.example",
                "sub",
                "admin",
                "aud",
                subject.mock.wso2().uri("/oauth2/token").toString(),
                "jti",
                "id-" + System.nanoTime(),
                "iat",
                now,
                "exp",
                now + 300));
    }

    private static long now(Map<String, Object> claims) {
        return claims.get("iat") instanceof Long now ? now : 0;
    }

    private static void expire(Map<String, Object> claims, long seconds) {
        claims.put("exp", now(claims) + seconds);
    }

    private static String bearer(Subject subject, String assertion) {
        return wso2(subject).grant(URN + "jwt-bearer", "assertion", assertion).said();
    }

    private static String unsigned(Subject subject) {
        return base64("{\"alg\":\"none\"}") + "." + base64(dev.tokentrail.mock.http.Json.text(claims(subject))) + ".";
    }

    private static String confused(Subject subject) {
        String content = base64("{\"alg\":\"HS256\",\"kid\":\"idp-test-key\"}") + "."
                + base64(dev.tokentrail.mock.http.Json.text(claims(subject)));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(IDENTITY_PROVIDER.publicKey().getEncoded(), "HmacSHA256"));
            return content + "."
                    + java.util.Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(mac.doFinal(content.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String tampered(Subject subject) {
        String[] parts =
                IDENTITY_PROVIDER.sign(key -> header(), claims(subject)).split("\\.");
        Map<String, Object> claims = claims(subject);
        claims.put("sub", "guest");
        return parts[0] + "." + base64(dev.tokentrail.mock.http.Json.text(claims)) + "." + parts[2];
    }

    private static String base64(String text) {
        return java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String jwtTwice(Subject subject) {
        String assertion = subject.mock.jwtAssertion("admin");
        return bearer(subject, assertion) + " \u2192 " + Page.brief(bearer(subject, assertion));
    }

    private static String saml2(Subject subject) {
        return subject.mock.saml2Assertion("admin");
    }

    private static String saml2(Subject subject, String assertion) {
        return wso2(subject).grant(URN + "saml2-bearer", "assertion", assertion).said();
    }

    private static String saml2Twice(Subject subject) {
        String assertion = saml2(subject);
        return saml2(subject, assertion) + " \u2192 " + Page.brief(saml2(subject, assertion));
    }

    private static String saml2Changed(Subject subject) {
        String xml = new String(
                java.util.Base64.getUrlDecoder().decode(saml2(subject)), java.nio.charset.StandardCharsets.UTF_8);
        return saml2(subject, base64(xml.replace(">admin<", ">guest<")));
    }
}
