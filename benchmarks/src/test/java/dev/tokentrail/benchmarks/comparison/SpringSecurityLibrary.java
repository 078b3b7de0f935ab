package dev.tokentrail.benchmarks.comparison;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;

final class SpringSecurityLibrary implements Library {

    private static final Authentication PRINCIPAL =
            new AnonymousAuthenticationToken("key", "principal", AuthorityUtils.createAuthorityList("ROLE_USER"));

    @Override
    public String title() {
        return "Spring Security";
    }

    @Override
    public Class<?> ofItsJar() {
        return OAuth2AuthorizedClient.class;
    }

    private static ClientRegistration registration(URI tokenEndpoint) {
        return ClientRegistration.withRegistrationId("acme")
                .clientId(CLIENT)
                .clientSecret(SECRET)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenUri(tokenEndpoint.toString())
                .build();
    }

    private static OAuth2AccessToken accessToken() {
        Instant now = Instant.now();
        return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, ACCESS_TOKEN, now, now.plusSeconds(3600));
    }

    @Override
    public Client client(URI tokenEndpoint) {
        var clients = new InMemoryClientRegistrationRepository(registration(tokenEndpoint));
        var manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
                clients, new InMemoryOAuth2AuthorizedClientService(clients));
        manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                .clientCredentials()
                .build());
        OAuth2AuthorizeRequest request = OAuth2AuthorizeRequest.withClientRegistrationId("acme")
                .principal(PRINCIPAL)
                .build();
        return () -> Objects.requireNonNull(manager.authorize(request))
                .getAccessToken()
                .getTokenValue();
    }

    @Override
    public List<Object> objectsThatHoldSecrets(URI tokenEndpoint) {
        ClientRegistration registration = registration(tokenEndpoint);
        OAuth2RefreshToken refreshToken = new OAuth2RefreshToken(REFRESH_TOKEN, Instant.now());
        return List.of(
                registration,
                accessToken(),
                refreshToken,
                new OAuth2AuthorizedClient(registration, "principal", accessToken(), refreshToken),
                new OAuth2RefreshTokenGrantRequest(registration, accessToken(), refreshToken));
    }

    @Override
    public Refresh refresh(URI tokenEndpoint) {
        OAuth2RefreshTokenGrantRequest request = new OAuth2RefreshTokenGrantRequest(
                registration(tokenEndpoint), accessToken(), new OAuth2RefreshToken(REFRESH_TOKEN, Instant.now()));
        return () -> Optional.ofNullable(new RestClientRefreshTokenTokenResponseClient()
                        .getTokenResponse(request)
                        .getRefreshToken())
                .map(OAuth2RefreshToken::getTokenValue);
    }
}
