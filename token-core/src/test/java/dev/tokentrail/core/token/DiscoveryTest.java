package dev.tokentrail.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryTest {

    private static final String ISSUER = "https://as.example/tenant";

    private final Script script = new Script();

    @ParameterizedTest
    @CsvSource({
        "https://as.example, https://as.example/.well-known/oauth-authorization-server",
        "https://as.example/, https://as.example/.well-known/oauth-authorization-server",
        "https://as.example/a/b, https://as.example/.well-known/oauth-authorization-server/a/b",
        "http://127.0.0.1:9000/a/, http://127.0.0.1:9000/.well-known/oauth-authorization-server/a",
    })
    void thePathGoesBehindTheWellKnownPlace(String issuer, String address) {
        assertThat(AuthorizationServerMetadata.request("X", issuer).url()).isEqualTo(address);
    }

    @Test
    void readsWhatIsPublished() {
        script.json(
                200,
                document(
                        ISSUER,
                        "https://as.example/token",
                        ",\"introspection_endpoint\":\"https://as.example/i\","
                                + "\"grant_types_supported\":[\"a\",1],\"code_challenge_methods_supported\":null,\"nothing\":null,"
                                + "\"authorization_response_iss_parameter_supported\":true"));
        AuthorizationServerMetadata metadata = discover();
        assertThat(metadata.server().issuer()).isEqualTo(ISSUER);
        assertThat(metadata.server().tokenEndpoint()).isEqualTo("https://as.example/token");
        assertThat(metadata.server().introspectionEndpoint()).isEqualTo("https://as.example/i");
        assertThat(metadata.server().revocationEndpoint()).isNull();
        assertThat(metadata.server().issInResponse()).isTrue();
        assertThat(metadata.server().service()).isEqualTo("EXAMPLE");
        assertThat(metadata.grantTypes()).containsExactly("a");
        assertThat(metadata.clientAuthenticationMethods()).containsExactly("client_secret_basic");
        assertThat(metadata.codeChallengeMethods()).isEmpty();
        assertThat(metadata.members()).doesNotContainKey("nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | text/html | <h1>Not found</h1>",
                "404 | application/json | {\"error\":\"Not Found\",\"status\":404}",
                "404 | '' | ''",
                "401 | '' | ''",
                "405 | application/json | {\"error\":\"x\"}",
            })
    void fallsBackToOpenIdWhereThereIsNone(int status, String type, String body) {
        script.answer(status, type, body).json(200, document(ISSUER, "https://as.example/token", ""));
        assertThat(discover().server().tokenEndpoint()).isEqualTo("https://as.example/token");
        assertThat(script.last().url()).isEqualTo("https://as.example/tenant/.well-known/openid-configuration");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503, 302})
    void doesNotFallBackWhereTheServiceIsInTrouble(int status) {
        script.answer(status, "", "");
        assertThatThrownBy(this::discover).isExactlyInstanceOf(ProviderUnavailableException.class);
        assertThat(script.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example/tenant", "https://as.example/tenant/", "https://AS.example/tenant", ""})
    void anotherIssuerIsRefused(String issuer) {
        script.json(200, document(issuer, "https://evil.example/token", ""));
        assertThatThrownBy(this::discover)
                .isExactlyInstanceOf(ProviderRefusedException.class)
                .hasMessageContaining("another issuer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"issuer\":1}", "{\"issuer\":null}", "{\"issuer\":[\"https://as.example/tenant\"]}"})
    void aDocumentWithoutAnIssuerIsRefused(String document) {
        script.json(200, document);
        assertThatThrownBy(this::discover).isExactlyInstanceOf(ProviderRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://as.example/token",
                "ftp://as.example/token",
                "javascript:alert(1)",
                "/token",
                "https://user@as.example/token",
                "https://as.example/to ken",
                "https://as.example:99999/",
                ""
            })
    void anAddressThatMustNotBeUsedIsATypedError(String address) {
        script.json(200, document(ISSUER, address, ""));
        assertThatThrownBy(this::discover)
                .isExactlyInstanceOf(ProviderRefusedException.class)
                .hasMessageContaining("address that must not be used");
        script.json(200, document(ISSUER, "https://as.example/t", ",\"revocation_endpoint\":\"" + address + "\""));
        assertThatThrownBy(this::discover).isExactlyInstanceOf(ProviderRefusedException.class);
    }

    @Test
    void aDocumentWithoutATokenEndpointIsRefused() {
        script.json(200, "{\"issuer\":\"" + ISSUER + "\",\"token_endpoint\":7}");
        assertThatThrownBy(this::discover)
                .isExactlyInstanceOf(ProviderRefusedException.class)
                .hasMessageContaining("without a token endpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://as.example", "https://as.example?x", "https://as.example#x", "as.example", ""})
    void anIssuerThatIsNoneIsRefusedAtOnce(String issuer) {
        assertThatThrownBy(() -> AuthorizationServerMetadata.discover(script.client, "X", issuer))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(script.requests).isEmpty();
    }

    private AuthorizationServerMetadata discover() {
        return AuthorizationServerMetadata.discover(script.client, "EXAMPLE", ISSUER);
    }

    private static String document(String issuer, String tokenEndpoint, String more) {
        return "{\"issuer\":\"" + issuer + "\",\"token_endpoint\":\"" + tokenEndpoint + "\"" + more + "}";
    }

    @Test
    void aProviderIsMadeOfWhatIsPublished() {
        script.json(200, document(ISSUER, "https://as.example/token", "")).json(200, "{\"access_token\":\"abc\"}");
        StandardProvider provider = StandardProvider.discover("EXAMPLE", ISSUER, Script.CLIENT, script.client);
        assertThat(provider.clientCredentials().accessToken()).isEqualTo(Secret.of("abc"));
        assertThat(script.last().url()).isEqualTo("https://as.example/token");
    }
}
