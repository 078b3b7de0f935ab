package dev.tokentrail.benchmarks.comparison;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import java.net.URI;
import java.util.List;
import java.util.Optional;

final class NimbusLibrary implements Library {

    @Override
    public String title() {
        return "Nimbus";
    }

    @Override
    public Class<?> ofItsJar() {
        return TokenRequest.class;
    }

    private static ClientSecretBasic authentication() {
        return new ClientSecretBasic(new ClientID(CLIENT), new Secret(SECRET));
    }

    private static Tokens ask(URI tokenEndpoint, AuthorizationGrant grant) throws Exception {
        TokenRequest request = new TokenRequest.Builder(tokenEndpoint, authentication(), grant).build();
        TokenResponse response = TokenResponse.parse(request.toHTTPRequest().send());
        if (response.indicatesSuccess()) {
            return response.toSuccessResponse().getTokens();
        }
        // It gives the error as a value; this says what the value says.
        ErrorObject error = response.toErrorResponse().getErrorObject();
        throw new IllegalStateException(error.getCode() + ": " + error.getDescription());
    }

    @Override
    public Client client(URI tokenEndpoint) {
        return () -> ask(tokenEndpoint, new ClientCredentialsGrant())
                .getAccessToken()
                .getValue();
    }

    @Override
    public List<Object> objectsThatHoldSecrets(URI tokenEndpoint) {
        BearerAccessToken accessToken = new BearerAccessToken(ACCESS_TOKEN);
        RefreshToken refreshToken = new RefreshToken(REFRESH_TOKEN);
        return List.of(
                authentication(),
                new Secret(SECRET),
                new TokenRequest.Builder(tokenEndpoint, authentication(), new RefreshTokenGrant(refreshToken)).build(),
                accessToken,
                refreshToken,
                new Tokens(accessToken, refreshToken));
    }

    @Override
    public Refresh refresh(URI tokenEndpoint) {
        return () -> Optional.ofNullable(ask(tokenEndpoint, new RefreshTokenGrant(new RefreshToken(REFRESH_TOKEN)))
                        .getRefreshToken())
                .map(RefreshToken::getValue);
    }
}
