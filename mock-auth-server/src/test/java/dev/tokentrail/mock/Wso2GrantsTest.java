package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Wso2Fixture.KEY;
import static dev.tokentrail.mock.Wso2Fixture.OTHER;
import static dev.tokentrail.mock.Wso2Fixture.URN;
import static dev.tokentrail.mock.Wso2Fixture.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The grants of the default version, 3.2, and the tokens that they give. */
class Wso2GrantsTest {

    @RegisterExtension
    private static final RunningEmulator emulator = Wso2Fixture.defaultVersion();

    private static final MockAuthServer mock = emulator.mock();
    private static final Wso2Fixture wso2 = new Wso2Fixture(mock);

    @Test
    void the_same_token_comes_again_with_the_seconds_that_remain() {
        Reply first = wso2.password("PRODUCTION");
        assertThat(first.json())
                .containsEntry("expires_in", 3600)
                .containsEntry("token_type", "Bearer")
                .containsEntry("scope", "PRODUCTION");
        assertThat(first.text("access_token"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        mock.clock().advance(Duration.ofSeconds(2877));
        Reply again = wso2.password("PRODUCTION");
        assertThat(again.text("access_token")).isEqualTo(first.text("access_token"));
        assertThat(again.text("refresh_token")).isEqualTo(first.text("refresh_token"));
        assertThat(again.json()).containsEntry("expires_in", 723);
        mock.clock().advance(Duration.ofSeconds(722));
        assertThat(wso2.password("PRODUCTION").json()).containsEntry("expires_in", 1);
        mock.clock().advance(Duration.ofSeconds(1));
        Reply fresh = wso2.password("PRODUCTION");
        assertThat(fresh.text("access_token")).isNotEqualTo(first.text("access_token"));
        assertThat(fresh.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
    }

    @Test
    void another_scope_user_or_device_gets_another_token_and_the_order_of_scopes_does_not_matter() {
        String one = wso2.password("PRODUCTION pizza.order").text("access_token");
        assertThat(wso2.password("pizza.order PRODUCTION").text("access_token")).isEqualTo(one);
        assertThat(wso2.password("PRODUCTION").text("access_token")).isNotEqualTo(one);
        Reply phone = wso2.password("device_phone");
        Reply laptop = wso2.password("device_laptop");
        assertThat(phone.text("scope")).isEqualTo("device_phone");
        assertThat(phone.text("access_token")).isNotEqualTo(laptop.text("access_token"));
        assertThat(wso2.token("grant_type", "password", "username", "guest", "password", "guest")
                        .text("access_token"))
                .isNotEqualTo(wso2.password(null).text("access_token"));
    }

    @Test
    void scopes_the_user_lacks_are_dropped_without_a_word() {
        assertThat(wso2.password(null).text("scope")).isEqualTo("default");
        assertThat(wso2.password("admin.all").text("scope")).isEqualTo("default");
        assertThat(wso2.password("admin.all PRODUCTION").text("scope")).isEqualTo("PRODUCTION");
        assertThat(wso2.token("grant_type", "password", "username", "guest", "password", "guest", "scope", "PRODUCTION")
                        .text("scope"))
                .isEqualTo("default");
    }

    @Test
    void a_scope_too_long_to_be_kept_is_refused() {
        assertError(wso2.password("device_" + "x".repeat(5000)), 400, "invalid_scope", "Invalid Scope!");
        assertThat(get(mock.wso2().uri("/authorize?client_id=" + KEY + "&nonce=" + "x".repeat(5000)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void users_are_known_with_and_without_their_tenant() {
        assertThat(wso2.token("grant_type", "password", "username", "admin@carbon.super", "password", "admin")
                        .status())
                .isEqualTo(200);
        assertError(
                wso2.token("grant_type", "password", "username", "admin", "password", "x"),
                400,
                "invalid_grant",
                "Authentication failed for admin");
        assertError(
                wso2.token("grant_type", "password"), 400, "invalid_request", "Missing parameters: username password");
    }

    @Test
    void client_credentials_have_no_refresh_token_and_a_validity_period() {
        Reply token = wso2.token("grant_type", "client_credentials", "validity_period", "120");
        assertThat(token.json().keySet()).containsExactly("access_token", "scope", "token_type", "expires_in");
        assertThat(token.json())
                .containsEntry("expires_in", 120)
                .containsEntry("scope", "am_application_scope default");
        assertThat(wso2.token("grant_type", "client_credentials").text("access_token"))
                .isEqualTo(token.text("access_token"));
        mock.clock().advance(Duration.ofSeconds(120));
        assertThat(wso2.menu(token.text("access_token")).status()).isEqualTo(401);
        assertThat(wso2.token("grant_type", "client_credentials", "scope", "device_1")
                        .text("scope"))
                .isEqualTo("am_application_scope device_1");
        assertError(
                wso2.token("grant_type", "client_credentials", "validity_period", "soon"),
                400,
                "invalid_request",
                "Invalid validity_period");
    }

    @Test
    void a_negative_validity_period_never_ends() {
        Reply token = wso2.token("grant_type", "client_credentials", "validity_period", "-1");
        assertThat(token.json()).containsEntry("expires_in", 9223372036854775L);
        mock.clock().advance(Duration.ofDays(10_000));
        assertThat(wso2.menu(token.text("access_token")).status()).isEqualTo(200);
        assertThat(wso2.token("grant_type", "client_credentials").text("access_token"))
                .isEqualTo(token.text("access_token"));
    }

    @Test
    void a_refresh_rotates_and_only_the_newest_token_works() {
        Reply first = wso2.password(null);
        Reply second = wso2.refresh(first.text("refresh_token"));
        assertThat(second.json()).containsEntry("expires_in", 3600);
        assertThat(second.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
        assertThat(wso2.menu(first.text("access_token")).status()).isEqualTo(401);
        assertThat(wso2.menu(second.text("access_token")).status()).isEqualTo(200);
        assertError(
                wso2.refresh(first.text("refresh_token")),
                400,
                "invalid_grant",
                "Invalid refresh token value in the request");
        assertThat(wso2.password(null).text("access_token")).isEqualTo(second.text("access_token"));
    }

    @Test
    void refresh_tokens_are_checked_for_owner_time_and_scope() {
        String refresh = wso2.password("PRODUCTION pizza.order").text("refresh_token");
        assertError(wso2.refresh("made-up"), 400, "invalid_grant", "Persisted access token data not found");
        assertError(
                wso2.tokenBy(OTHER, "grant_type", "refresh_token", "refresh_token", refresh),
                400,
                "invalid_grant",
                "Persisted access token data not found");
        assertError(
                wso2.token("grant_type", "refresh_token"), 400, "invalid_request", "Missing parameters: refresh_token");
        assertError(
                wso2.token("grant_type", "refresh_token", "refresh_token", refresh, "scope", "PRODUCTION admin.all"),
                400,
                "invalid_scope",
                "Invalid Scope!");
        Reply narrowed = wso2.token("grant_type", "refresh_token", "refresh_token", refresh, "scope", "PRODUCTION");
        assertThat(narrowed.text("scope")).isEqualTo("PRODUCTION");
        mock.clock().advance(Duration.ofSeconds(86_400));
        assertError(wso2.refresh(narrowed.text("refresh_token")), 400, "invalid_grant", "Refresh token is expired.");
    }

    @Test
    void without_renewal_the_refresh_token_stays_with_its_own_end() {
        try (Wso2Fixture kept = Wso2Fixture.configured("\"renewRefreshToken\":false")) {
            kept.mock.clock().freeze();
            String refresh = kept.password(null).text("refresh_token");
            kept.mock.clock().advance(Duration.ofHours(23));
            assertThat(kept.refresh(refresh).text("refresh_token")).isEqualTo(refresh);
            kept.mock.clock().advance(Duration.ofHours(1));
            assertThat(kept.refresh(refresh).json()).containsEntry("error", "invalid_grant");
        }
    }

    @Test
    void assertions_of_the_identity_provider_are_verified() {
        String jwt = mock.jwtAssertion("admin");
        Reply token = wso2.token("grant_type", URN + "jwt-bearer", "assertion", jwt);
        assertThat(token.json()).containsKeys("access_token", "refresh_token");
        String[] parts = jwt.split("\\.");
        String tampered = parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse();
        assertError(
                wso2.token("grant_type", URN + "jwt-bearer", "assertion", tampered),
                400,
                "invalid_grant",
                "Signature or Message Authentication invalid.");
        assertThat(wso2.token("grant_type", URN + "jwt-bearer", "assertion", "a.b.c")
                        .status())
                .isEqualTo(400);
        assertThat(wso2.token("grant_type", URN + "jwt-bearer", "assertion", mock.jwtAssertion("nobody"))
                        .status())
                .isEqualTo(400);
        String none = java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "." + parts[1] + ".";
        assertThat(wso2.token("grant_type", URN + "jwt-bearer", "assertion", none)
                        .text("error_description"))
                .contains("Signature or Message Authentication invalid");
        mock.clock().advance(Duration.ofMinutes(5));
        assertError(
                wso2.token("grant_type", URN + "jwt-bearer", "assertion", jwt),
                400,
                "invalid_grant",
                "JSON Web Token is expired.");
        try (MockAuthServer elsewhere = MockAuthServer.create()
                .configure("{\"wso2\":{\"identityProvider\":\"https://other.example\"}}")
                .start()) {
            assertThat(wso2.token("grant_type", URN + "jwt-bearer", "assertion", elsewhere.jwtAssertion("admin"))
                            .text("error_description"))
                    .contains("No Registered IDP found");
        }
    }

    @Test
    void a_jwt_for_another_audience_is_refused() {
        try (MockAuthServer elsewhere = MockAuthServer.start()) {
            assertThat(wso2.token("grant_type", URN + "jwt-bearer", "assertion", elsewhere.jwtAssertion("admin"))
                            .status())
                    .isEqualTo(400);
            assertThat(wso2.token("grant_type", URN + "saml2-bearer", "assertion", elsewhere.saml2Assertion("admin"))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void saml2_assertions_are_verified_signature_and_all() {
        String saml2 = mock.saml2Assertion("admin");
        assertThat(wso2.token("grant_type", URN + "saml2-bearer", "assertion", saml2)
                        .json())
                .containsKeys("access_token", "refresh_token");
        String xml =
                new String(java.util.Base64.getUrlDecoder().decode(saml2), java.nio.charset.StandardCharsets.UTF_8);
        String refused = "Provided Authorization Grant is invalid";
        for (String forged : new String[] {
            xml.replace(">admin<", ">guest<"),
            xml.replaceFirst("(?s)<Signature.*?</Signature>", ""),
            "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + xml.replace("admin", "&e;"),
            "<a/>",
            "not xml"
        }) {
            assertThat(forged).isNotEqualTo(xml);
            String encoded = java.util.Base64.getUrlEncoder()
                    .encodeToString(forged.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertError(
                    wso2.token("grant_type", URN + "saml2-bearer", "assertion", encoded),
                    400,
                    "invalid_grant",
                    refused);
        }
        assertError(wso2.token("grant_type", URN + "saml2-bearer", "assertion", "%%%"), 400, "invalid_grant", refused);
        mock.clock().advance(Duration.ofMinutes(5));
        assertError(wso2.token("grant_type", URN + "saml2-bearer", "assertion", saml2), 400, "invalid_grant", refused);
    }

    @Test
    void ntlm_and_kerberos_take_their_parameters() {
        assertThat(wso2.token("grant_type", "iwa:ntlm", "windows_token", "ntlm-demo-token")
                        .status())
                .isEqualTo(200);
        assertThat(wso2.token("grant_type", "iwa:ntlm", "windows_token", "x").status())
                .isEqualTo(400);
        assertError(wso2.token("grant_type", "iwa:ntlm"), 400, "invalid_request", "Missing parameters: windows_token");
        assertThat(wso2.token(
                                "grant_type",
                                "kerberos",
                                "kerberos_realm",
                                "EXAMPLE.COM",
                                "kerberos_token",
                                "kerberos-demo-token")
                        .status())
                .isEqualTo(200);
        assertThat(wso2.token(
                                "grant_type",
                                "kerberos",
                                "kerberos_realm",
                                "OTHER",
                                "kerberos_token",
                                "kerberos-demo-token")
                        .status())
                .isEqualTo(400);
        assertError(
                wso2.token("grant_type", "kerberos", "kerberos_realm", "EXAMPLE.COM"),
                400,
                "invalid_request",
                "Missing parameters: kerberos_token");
    }
}
