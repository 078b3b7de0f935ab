package dev.tokentrail.benchmarks.comparison;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.AuthorizationServer;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.StandardProvider;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class TokentrailLibrary implements Library {

    @Override
    public String title() {
        return "Tokentrail";
    }

    @Override
    public Class<?> ofItsJar() {
        return StandardProvider.class;
    }

    private static StandardProvider provider(URI tokenEndpoint) {
        return StandardProvider.of(
                AuthorizationServer.at("ACME", tokenEndpoint.toString()).build(),
                ClientAuthentication.basic(CLIENT, Secret.of(SECRET)),
                TokenClient.of("Acme"));
    }

    private static Token token() {
        return new Token(
                Secret.of(ACCESS_TOKEN),
                "Bearer",
                Expiry.unknown(),
                Secret.of(REFRESH_TOKEN),
                Expiry.unknown(),
                List.of(),
                Map.of());
    }

    @Override
    public Client client(URI tokenEndpoint) {
        StandardProvider provider = provider(tokenEndpoint);
        TokenSource source = TokenSource.of(provider, () -> provider.clientCredentials());
        return () -> source.token().accessToken().reveal();
    }

    @Override
    public List<Object> objectsThatHoldSecrets(URI tokenEndpoint) {
        StandardProvider provider = provider(tokenEndpoint);
        return List.of(
                ClientAuthentication.basic(CLIENT, Secret.of(SECRET)),
                ClientAuthentication.inBody(CLIENT, Secret.of(SECRET)),
                provider,
                provider.requests().clientCredentials(List.of()),
                provider.requests().refresh(Secret.of(REFRESH_TOKEN), List.of()),
                token(),
                token().accessToken());
    }

    @Override
    public Optional<String> curlCommand(URI tokenEndpoint) {
        return Optional.of(CurlCommand.of(provider(tokenEndpoint).requests().clientCredentials(List.of()))
                .toString());
    }

    @Override
    public Refresh refresh(URI tokenEndpoint) {
        StandardProvider provider = provider(tokenEndpoint);
        return () ->
                Optional.ofNullable(provider.refresh(token()).refreshToken()).map(Secret::reveal);
    }
}
