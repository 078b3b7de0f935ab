package dev.tokentrail.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two servers on loopback: the service, and a stranger who must never see the credentials. */
class RedirectPolicyTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void repeatsTheWholeRequestWithinTheOrigin(int status) throws Exception {
        try (RawPeer service = redirecting(status, "/moved?x=%20y#part")) {
            Trail trail = Trail.of(JdkTransport.create());
            WireResponse response = RedirectPolicy.sameOrigin().following(trail).send(request(service));

            assertThat(response.status()).isEqualTo(200);
            assertThat(service.received()).hasSize(2);
            String first = service.received().get(0);
            assertThat(service.received().get(1))
                    .isEqualTo(first.replace("POST /token?a=b HTTP", "POST /moved?x=%20y HTTP"))
                    .contains("secret-canary");
            assertThat(trail.exchanges())
                    .extracting(exchange -> exchange.response().orElseThrow().status())
                    .containsExactly(status, 200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 305})
    void followsNothingElseUnlessToldTo(int status) throws Exception {
        try (RawPeer service = redirecting(status, "/moved")) {
            Transport following = RedirectPolicy.sameOrigin().following(JdkTransport.create());
            assertThat(following.send(request(service)).status()).isEqualTo(status);
            assertThat(service.received()).hasSize(1);
        }
    }

    @Test
    void follows301WithMethodAndBodyWhereAllowed() throws Exception {
        try (RawPeer service = redirecting(301, "/moved")) {
            Transport following = RedirectPolicy.sameOrigin().alsoOn(301).following(JdkTransport.create());
            assertThat(following.send(request(service)).status()).isEqualTo(200);
            assertThat(service.received().get(1))
                    .startsWith("POST /moved HTTP/1.1")
                    .endsWith("secret=secret-canary");
        }
    }

    @Test
    void anotherOriginNeverGetsTheCredentials() throws Exception {
        try (RawPeer stranger = RawPeer.answering(OK);
                RawPeer service = redirecting(307, stranger.url("/steal"))) {
            Transport following = RedirectPolicy.sameOrigin().alsoOn(301).following(JdkTransport.create());
            assertThat(following.send(request(service)).status()).isEqualTo(307);
            assertThat(stranger.received()).isEmpty();
        }
    }

    @Test
    void anotherOriginGetsThemIfItWasNamed() throws Exception {
        try (RawPeer region = RawPeer.answering(OK);
                RawPeer service = redirecting(301, region.url("/v1/token"))) {
            Transport following = RedirectPolicy.sameOrigin()
                    .alsoOn(301)
                    .alsoTo(region.url("/v1"))
                    .following(JdkTransport.create());
            assertThat(following.send(request(service)).status()).isEqualTo(200);
            assertThat(region.received()).singleElement().asString().contains("secret-canary");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//127.0.0.2/x",
                "http://127.0.0.1/",
                "http://127.0.0.1:1@127.0.0.1/",
                "https://127.0.0.1/",
                "javascript:alert(1)",
                "http://[::1]/",
                "http:\\\\evil.example",
                "/a b",
                "/%zz",
                "#only",
                ""
            })
    void aHostileLocationIsNotFollowed(String location) throws Exception {
        try (RawPeer service = redirecting(307, location)) {
            Transport following = RedirectPolicy.sameOrigin().following(JdkTransport.create());
            assertThat(following.send(request(service)).status()).isEqualTo(307);
            assertThat(service.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"?c=d, /path/token?c=d", "other, /path/other", "./x/../y, /path/y", "/z, /z"})
    void resolvesRelativeLocations(String location, String target) throws Exception {
        try (RawPeer service = redirecting(308, location)) {
            Transport following = RedirectPolicy.sameOrigin().following(JdkTransport.create());
            following.send(WireRequest.get(service.url("/path/token?a=b")).build());
            assertThat(service.received().get(1)).startsWith("GET " + target + " HTTP/1.1");
        }
    }

    @Test
    void aLoopEndsAfterThreeRedirects() throws Exception {
        try (RawPeer service = RawPeer.answering("HTTP/1.1 308 X\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")) {
            Trail trail = Trail.of(JdkTransport.create());
            assertThat(RedirectPolicy.sameOrigin()
                            .following(trail)
                            .send(request(service))
                            .status())
                    .isEqualTo(308);
            assertThat(service.received()).hasSize(1 + RedirectPolicy.LONGEST_CHAIN);
            assertThat(trail.exchanges()).hasSize(1 + RedirectPolicy.LONGEST_CHAIN);
        }
    }

    @Test
    void isAValue() {
        assertThat(RedirectPolicy.sameOrigin().alsoOn(301).statuses()).containsExactlyInAnyOrder(301, 307, 308);
        assertThat(RedirectPolicy.sameOrigin()
                        .alsoTo("https://API.example:443/v1")
                        .otherOrigins())
                .isEqualTo(Set.of("https://api.example"));
    }

    private static WireRequest request(RawPeer service) {
        return WireRequest.post(service.url("/token?a=b"))
                .basic("client", Secret.of("secret-canary"))
                .form(Parameters.of("secret", "secret-canary"))
                .build();
    }

    /** Redirects the first request, and accepts the second. */
    private static RawPeer redirecting(int status, String location) {
        List<String> answers =
                List.of("HTTP/1.1 " + status + " X\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n", OK);
        int[] next = {0};
        return new RawPeer((connection, out) -> {
            if (next[0] == answers.size()) {
                throw new IOException("One redirect was to be followed, not more");
            }
            out.write(answers.get(next[0]++).getBytes(StandardCharsets.ISO_8859_1));
        });
    }
}
