package dev.tokentrail.core.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access_token",
                "actor_token",
                "apiKey",
                "assertion",
                "authorization_code",
                "client_assertion",
                "client_secret",
                "clientSecret",
                "CLIENT-SECRET",
                "code",
                "code_verifier",
                "device_code",
                "id_token",
                "id_token_hint",
                "kerberosToken",
                "pass",
                "passwd",
                "password",
                "old_password",
                "pat",
                "private_key",
                "refresh_token",
                "registration_access_token",
                "SAMLResponse",
                "secret",
                "subject_token",
                "token",
                "windowsToken",
                "X-Api-Key",
            })
    void knowsTheNamesOfSecretParameters(String name) {
        assertThat(SensitiveNames.isSecretParameter(name)).isTrue();
        assertThat(SensitiveNames.isSecretHeader(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "proxy-authorization",
                "Cookie",
                "Set-Cookie",
                "DPoP",
                "AuthorizedUser",
                "RevokedAccessToken",
                "RevokedRefreshToken",
            })
    void knowsTheNamesOfSecretHeaders(String name) {
        assertThat(SensitiveNames.isSecretHeader(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token_type",
                "code_challenge",
                "client_id",
                "secret_name",
                "password_hint",
                "api_key_id",
                "grant_type",
                "state",
                ""
            })
    void leavesOtherNamesAlone(String name) {
        assertThat(SensitiveNames.isSecretParameter(name)).isFalse();
        assertThat(SensitiveNames.isSecretHeader(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "cookie", "dpop"})
    void leavesAParameterWithTheNameOfAHeaderAlone(String name) {
        assertThat(SensitiveNames.isSecretParameter(name)).isFalse();
    }
}
