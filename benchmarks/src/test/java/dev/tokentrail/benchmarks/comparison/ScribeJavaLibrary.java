package dev.tokentrail.benchmarks.comparison;

import com.github.scribejava.core.builder.ServiceBuilder;
import com.github.scribejava.core.builder.api.DefaultApi20;
import com.github.scribejava.core.model.OAuth2AccessToken;
import com.github.scribejava.core.oauth.OAuth20Service;
import java.net.URI;
import java.util.List;
import java.util.Optional;

final class ScribeJavaLibrary implements Library {

    @Override
    public String title() {
        return "ScribeJava";
    }

    @Override
    public Class<?> ofItsJar() {
        return OAuth20Service.class;
    }

    private static OAuth20Service service(URI tokenEndpoint) {
        return new ServiceBuilder(CLIENT).apiSecret(SECRET).build(new Acme(tokenEndpoint));
    }

    @Override
    public Client client(URI tokenEndpoint) {
        OAuth20Service service = service(tokenEndpoint);
        return () -> service.getAccessTokenClientCredentialsGrant().getAccessToken();
    }

    @Override
    public List<Object> objectsThatHoldSecrets(URI tokenEndpoint) {
        return List.of(
                service(tokenEndpoint), new OAuth2AccessToken(ACCESS_TOKEN, "Bearer", 3600, REFRESH_TOKEN, "", "{}"));
    }

    @Override
    public Refresh refresh(URI tokenEndpoint) {
        OAuth20Service service = service(tokenEndpoint);
        return () ->
                Optional.ofNullable(service.refreshAccessToken(REFRESH_TOKEN).getRefreshToken());
    }

    private static final class Acme extends DefaultApi20 {

        private final URI tokenEndpoint;

        Acme(URI tokenEndpoint) {
            this.tokenEndpoint = tokenEndpoint;
        }

        @Override
        public String getAccessTokenEndpoint() {
            return tokenEndpoint.toString();
        }

        @Override
        protected String getAuthorizationBaseUrl() {
            return tokenEndpoint.resolve("/authorize").toString();
        }
    }
}
