package dev.tokentrail.provider.xbooker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.InMemoryTokenStore;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.RecordedRequest;
import dev.tokentrail.testsupport.Callers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A token source over X Booker: two minutes, one refresh token for all of them, the client secret where it is refused. */
@Timeout(60)
class XBookerSourceIT {

    private static MockAuthServer server;

    private MockAuthServer mock;
    private XBooker xBooker;

    @BeforeAll
    static void start() {
        server = MockAuthServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void emulate() {
        mock = server.namespace().open();
        mock.clock().freeze();
        xBooker = new XBooker(config("xbooker-secret"), JdkTransport.create(), mock.clock());
    }

    @Test
    void anHourTakesACallEach108Seconds() throws Exception {
        // region keep
        TokenSource tokens = TokenSource.of(xBooker);
        String authorization = tokens.token().revealAuthorization(); // valid, whenever it is asked for
        // endregion
        Token token = tokens.token();
        assertThat(authorization).isEqualTo(token.revealAuthorization());
        Secret refreshToken = token.requireRefreshToken();
        for (int second = 1; second <= 3600; second++) {
            mock.clock().advance(Duration.ofSeconds(1));
            assertThat(tokens.token()).isEqualTo(token);
            if (second % 108 == 0) {
                token = Callers.anotherThan(tokens, token);
                assertThat(token.refreshToken()).isEqualTo(refreshToken);
            }
            if (second % 60 == 0) {
                assertThat(xBooker.organization(token)).containsEntry("id", "org-1");
            }
        }
        mock.verify()
                .grant("client_credentials")
                .times(1) // the secret is sent once
                .refreshes(34) // the first token, and 3600 / 108 more
                .successfulRefreshes(34)
                .neverTwoRefreshesAtOnce()
                .noApiCallRefused();
        RecordedRequest refresh = mock.xBooker().requests().stream()
                .filter(request ->
                        request.grant().filter("refresh_token"::equals).isPresent())
                .skip(1)
                .findFirst()
                .orElseThrow();
        assertThat(refresh.path()).endsWith("/auth/v1/tokens/access");
        assertThat(refresh.method()).isEqualTo("GET");
        assertThat(refresh.header("Authorization")).contains("Bearer " + refreshToken.reveal());
        assertThat(refresh.header("client-id")).contains("xbooker-client");
        assertThat(refresh.header("organization-id")).contains("org-1");
        assertThat(refresh.header("client-secret")).isEmpty();
        tokens.close();
    }

    @Test
    void theSecretGetsANewRefreshTokenInTheSameCallIfTheOldOneIsRefused() {
        try (TokenSource tokens = TokenSource.of(xBooker)) {
            Token first = tokens.token();
            xBooker.refreshToken(); // somebody asked for another one, which ends this one
            mock.clock().advance(Duration.ofMinutes(2));
            Token second = tokens.token();
            assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
            assertThat(xBooker.organization(second)).containsEntry("id", "org-1");
        }
        mock.verify()
                .refreshes(3)
                .successfulRefreshes(2)
                .grant("client_credentials")
                .succeeded(3);
    }

    @Test
    void aSecretThatIsRefusedIsToldAndNotTriedAtOnceAgain() {
        XBooker wrong = new XBooker(config("wrong-secret"), JdkTransport.create(), mock.clock());
        try (TokenSource tokens = TokenSource.of(wrong)) {
            for (int call = 0; call < 3; call++) {
                ProviderRefusedException refused = catchThrowableOfType(ProviderRefusedException.class, tokens::token);
                assertThat(refused.code()).contains("invalid_client");
            }
        }
        mock.verify().tokenRequests(1);
    }

    @Test
    void processesBehindOneAddressShareARefreshToken() {
        TokenStore store = new InMemoryTokenStore(mock.clock());
        // region store
        TokenSource tokens = TokenSource.of(xBooker, store, "org-1");
        // endregion
        assertThat(xBooker.refreshRotation()).isEqualTo(RefreshRotation.NONE);
        try (TokenSource other = TokenSource.of(xBooker, store, "org-1")) {
            for (int end = 1; end <= 3; end++) {
                assertThat(tokens.token()).isEqualTo(other.token());
                mock.clock().advance(Duration.ofMinutes(2));
            }
            assertThat(tokens.token()).isEqualTo(other.token());
        }
        mock.verify().grant("client_credentials").times(1).refreshes(4);
        tokens.close();
    }

    private XBookerConfig config(String secret) {
        return XBookerConfig.of("org-1", "xbooker-client", Secret.of(secret))
                .withAuthAddress(mock.xBooker().uri("/auth/v1").toString())
                .withApiAddress(mock.xBooker().uri("/delegated/v1").toString());
    }
}
