package dev.tokentrail.benchmarks.comparison;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.tokentrail.mock.MockAuthServer;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;

/** A server that stands for an authorization server in tests, with a client that it takes to be good. */
interface Mock extends AutoCloseable {

    String title();

    /** The start of the addresses of its endpoints. */
    String base();

    String authorize();

    String token();

    String redirectUri();

    /** Client id, secret, user and password. */
    default Map<String, String> credentials() {
        return Map.of("client", "the-client", "secret", "the-secret", "user", "someone", "password", "password");
    }

    @Override
    void close();

    /** This project's, as WSO2 API Manager, whose refresh tokens rotate. */
    final class Tokentrail implements Mock {

        private final MockAuthServer server = MockAuthServer.start();

        @Override
        public String title() {
            return "Tokentrail's emulator";
        }

        @Override
        public String base() {
            return server.wso2().uri().toString();
        }

        @Override
        public String authorize() {
            return "/authorize";
        }

        @Override
        public String token() {
            return "/token";
        }

        @Override
        public String redirectUri() {
            return "https://client.example.com/cb";
        }

        @Override
        public Map<String, String> credentials() {
            return Map.of(
                    "client",
                    "wU62DjlyDBnq87GlBwplfqvmAbAa",
                    "secret",
                    "ksdSdoefDDP7wpaElfqvmjDue",
                    "user",
                    "admin",
                    "password",
                    "admin");
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /** The one of navikt, as it comes, with rotation turned on. */
    final class MockOAuth2 implements Mock {

        private final MockOAuth2Server server =
                new MockOAuth2Server(OAuth2Config.Companion.fromJson("{\"rotateRefreshToken\": true}"));

        MockOAuth2() {
            server.start();
        }

        @Override
        public String title() {
            return "mock-oauth2-server " + Jars.version(MockOAuth2Server.class);
        }

        @Override
        public String base() {
            return server.issuerUrl("default").toString();
        }

        @Override
        public String authorize() {
            return "/authorize";
        }

        @Override
        public String token() {
            return "/token";
        }

        @Override
        public String redirectUri() {
            return "https://client.example.com/cb";
        }

        @Override
        public void close() {
            server.shutdown();
        }
    }

    /** WireMock with a stub for each of the two endpoints. */
    final class WireMock implements Mock {

        private final WireMockServer server = new WireMockServer(options().dynamicPort());

        WireMock() {
            server.start();
            server.stubFor(get(urlPathEqualTo("/authorize"))
                    .willReturn(aResponse()
                            .withStatus(302)
                            .withHeader(
                                    "Location",
                                    "{{request.query.redirect_uri}}?code=the-code&state={{request.query.state}}")
                            .withTransformers("response-template")));
            server.stubFor(post("/token")
                    .willReturn(aResponse()
                            .withHeader("Content-Type", "application/json")
                            .withBody("{\"access_token\":\"a\",\"refresh_token\":\"r\",\"token_type\":\"Bearer\","
                                    + "\"expires_in\":3600}")));
        }

        @Override
        public String title() {
            return "WireMock " + Jars.version(WireMockServer.class) + ", two stubs";
        }

        @Override
        public String base() {
            return server.baseUrl();
        }

        @Override
        public String authorize() {
            return "/authorize";
        }

        @Override
        public String token() {
            return "/token";
        }

        @Override
        public String redirectUri() {
            return "https://client.example.com/cb";
        }

        @Override
        public void close() {
            server.stop();
        }
    }
}
