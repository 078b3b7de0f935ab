package dev.tokentrail.demo.web.token;

import static dev.tokentrail.demo.web.token.ClaimMeaning.time;
import static java.util.Map.entry;

import java.util.Map;

/** What the RFCs and OpenID Connect say of the members of a JWT. */
final class StandardClaims {

    private static final String JWT = "RFC 7519, section 4.1";
    private static final String JWS = "RFC 7515, section 4.1";
    private static final String OIDC = "OpenID Connect Core 1.0";

    static final Map<String, ClaimMeaning> HEADER = Map.ofEntries(
            entry(
                    "alg",
                    ClaimMeaning.of(
                            JWS, "The algorithm of the signature; who checks it must insist on one that they expect.")),
            entry(
                    "kid",
                    ClaimMeaning.of(
                            JWS, "Names the key that signed, to be found among the keys that the service publishes.")),
            entry(
                    "typ",
                    ClaimMeaning.of(
                            JWS, "What kind of token it is: JWT, or at+jwt for an access token after RFC 9068.")),
            entry("cty", ClaimMeaning.of(JWS, "What kind of thing is inside; only needed if another token is.")),
            entry(
                    "jku",
                    ClaimMeaning.of(JWS, "An address of keys; never to be followed on the word of the token itself.")),
            entry(
                    "jwk",
                    ClaimMeaning.of(
                            JWS, "A key inside the token; never to be trusted on the word of the token itself.")),
            entry(
                    "x5u",
                    ClaimMeaning.of(
                            JWS, "An address of a certificate; never to be followed on the word of the token itself.")),
            entry(
                    "x5c",
                    ClaimMeaning.of(
                            JWS, "The certificate of the key; worth nothing unless it is trusted for another reason.")),
            entry("x5t", ClaimMeaning.of(JWS, "The SHA-1 thumbprint of the certificate whose key signed.")),
            entry("x5t#S256", ClaimMeaning.of(JWS, "The SHA-256 thumbprint of the certificate whose key signed.")),
            entry("crit", ClaimMeaning.of(JWS, "Members that the reader must understand, or else refuse the token.")),
            entry("b64", ClaimMeaning.of("RFC 7797", "Whether the payload is encoded before it is signed.")),
            entry(
                    "zip",
                    ClaimMeaning.of(
                            "RFC 7516, section 4.1", "How the content was compressed before it was encrypted.")),
            entry("enc", ClaimMeaning.of("RFC 7516, section 4.1", "The algorithm that encrypted the content.")));

    static final Map<String, ClaimMeaning> CLAIMS = Map.ofEntries(
            entry(
                    "iss",
                    ClaimMeaning.of(
                            JWT, "Issuer: who made the token; the reader compares it with the one that they trust.")),
            entry("sub", ClaimMeaning.of(JWT, "Subject: whom or what the token is about.")),
            entry("aud", ClaimMeaning.of(JWT, "Audience: for whom the token is meant; everyone else must refuse it.")),
            entry("exp", time(JWT, "Expiration time: from this moment on the token must be refused.")),
            entry("nbf", time(JWT, "Not before: until this moment the token must be refused.")),
            entry("iat", time(JWT, "Issued at: when the token was made.")),
            entry(
                    "jti",
                    ClaimMeaning.of(
                            JWT, "JWT ID: the number of this one token, by which it can be revoked or known again.")),
            entry("client_id", ClaimMeaning.of("RFC 8693, section 4.3", "The client that the token was issued to.")),
            entry("scope", ClaimMeaning.of("RFC 8693, section 4.2", "What the token allows, in words between spaces.")),
            entry("act", ClaimMeaning.of("RFC 8693, section 4.1", "Who acts on behalf of the subject.")),
            entry("may_act", ClaimMeaning.of("RFC 8693, section 4.4", "Who may act on behalf of the subject.")),
            entry("cnf", ClaimMeaning.of("RFC 7800", "Confirmation: the key that the bearer must prove to have.")),
            entry("roles", ClaimMeaning.of("RFC 9068, section 2.2.3.1", "The roles of the subject at the service.")),
            entry("groups", ClaimMeaning.of("RFC 9068, section 2.2.3.1", "The groups that the subject belongs to.")),
            entry("entitlements", ClaimMeaning.of("RFC 9068, section 2.2.3.1", "What the subject is entitled to.")),
            entry(
                    "authorization_details",
                    ClaimMeaning.of("RFC 9396", "What the token allows, in more detail than a scope can say.")),
            entry("azp", ClaimMeaning.of(OIDC, "Authorized party: the client that the token was issued to.")),
            entry(
                    "nonce",
                    ClaimMeaning.of(
                            OIDC, "The value that the client sent with its request, so that an old token is noticed.")),
            entry("auth_time", time(OIDC, "When the person signed in, which may be long before the token was made.")),
            entry("acr", ClaimMeaning.of(OIDC, "How strong the sign-in was, as a class that both sides agreed on.")),
            entry(
                    "amr",
                    ClaimMeaning.of(
                            OIDC, "How the person signed in: by password (pwd), by a second factor (mfa), and so on.")),
            entry(
                    "at_hash",
                    ClaimMeaning.of(
                            OIDC, "The left half of the access token's hash: ties this ID token to that token.")),
            entry(
                    "c_hash",
                    ClaimMeaning.of(OIDC, "The left half of the code's hash: ties this ID token to that code.")),
            entry("s_hash", ClaimMeaning.of("FAPI 1.0 Advanced", "The left half of the state's hash.")),
            entry("sid", ClaimMeaning.of("OpenID Connect Back-Channel Logout 1.0", "The session at the service.")),
            entry("name", ClaimMeaning.of(OIDC, "The person's full name.")),
            entry("given_name", ClaimMeaning.of(OIDC, "The person's given name.")),
            entry("family_name", ClaimMeaning.of(OIDC, "The person's family name.")),
            entry(
                    "preferred_username",
                    ClaimMeaning.of(OIDC, "How the person wishes to be called; neither unique nor stable.")),
            entry("email", ClaimMeaning.of(OIDC, "The person's e-mail address.")),
            entry(
                    "email_verified",
                    ClaimMeaning.of(OIDC, "Whether the service made sure that the address is the person's.")),
            entry("phone_number", ClaimMeaning.of(OIDC, "The person's telephone number.")),
            entry("locale", ClaimMeaning.of(OIDC, "The person's language and country.")),
            entry("zoneinfo", ClaimMeaning.of(OIDC, "The person's time zone.")),
            entry("updated_at", time(OIDC, "When the person's data last changed.")));

    private StandardClaims() {}
}
