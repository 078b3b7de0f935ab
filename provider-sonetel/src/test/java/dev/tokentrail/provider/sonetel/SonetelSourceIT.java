package dev.tokentrail.provider.sonetel;

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

/** A token source over Sonetel: a day, a new refresh token at each refresh, the password where that is refused. */
@Timeout(60)
class SonetelSourceIT {

    private static MockAuthServer server;

    private MockAuthServer mock;
    private Sonetel sonetel;

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
        mock = server.namespace()
                .configure("{\"sonetel\": {\"refreshTokenReuse\": \"family-ended\"}}")
                .open();
        mock.clock().freeze();
        sonetel = with("password");
    }

    @Test
    void oneRefreshBeforeEachEndWithTheRefreshTokenOfTheOneBefore() throws Exception {
        // region keep
        TokenSource tokens = TokenSource.of(sonetel);
        String authorization = tokens.token().revealAuthorization(); // valid, whenever it is asked for
        // endregion
        Token first = tokens.token();
        assertThat(authorization).isEqualTo(first.revealAuthorization());
        assertThat(sonetel.account(first)).containsEntry("account_id", "200001234");
        mock.verify().tokenRequests(1).grant("password").times(1);

        mock.clock().advance(Duration.ofHours(24).minusSeconds(61));
        assertThat(tokens.token()).isEqualTo(first);
        mock.verify().tokenRequests(1);
        mock.clock().advance(Duration.ofSeconds(1));
        assertThat(tokens.token()).isEqualTo(first);
        Token second = Callers.anotherThan(tokens, first);
        RecordedRequest refresh = mock.sonetel().requests().get(2);
        assertThat(refresh.path()).endsWith("/SonetelAuth/beta/oauth/token");
        assertThat(refresh.bodyText())
                .isEqualTo("grant_type=refresh_token&refresh_token="
                        + first.requireRefreshToken().reveal() + "&refresh=yes");
        assertThat(refresh.header("Authorization")).contains("Basic c29uZXRlbC1hcGk6c29uZXRlbC1hcGk=");

        mock.clock().advance(Duration.ofDays(2));
        Token third = Callers.anotherThan(tokens, second);
        assertThat(sonetel.account(third)).containsEntry("account_id", "200001234");
        assertThat(mock.sonetel().requests().get(3).parameter("refresh_token"))
                .contains(second.requireRefreshToken().reveal());
        mock.verify()
                .grant("password")
                .times(1)
                .successfulRefreshes(2)
                .noRotatedRefreshTokenUsedAgain()
                .endedFamilies(0);
        tokens.close();
    }

    @Test
    void thePasswordGetsANewTokenInTheSameCallIfTheRefreshTokenIsRefused() {
        try (TokenSource tokens = TokenSource.of(sonetel)) {
            Token first = tokens.token();
            mock.clock().advance(Duration.ofDays(31));
            Token second = tokens.token();
            assertThat(sonetel.account(second)).containsEntry("account_id", "200001234");
            mock.verify().refreshes(1).successfulRefreshes(0).grant("password").succeeded(2);

            sonetel.refresh(second); // somebody else used the refresh token: its next use ends the family
            mock.clock().advance(Duration.ofDays(1));
            Token third = tokens.token();
            assertThat(third).isNotEqualTo(first);
            assertThat(sonetel.account(third)).containsEntry("account_id", "200001234");
        }
        mock.verify()
                .refreshes(3)
                .reusedRefreshTokens(1)
                .endedFamilies(1)
                .grant("password")
                .succeeded(3);
    }

    @Test
    void withoutARefreshTokenThePasswordIsAskedEachTime() {
        Sonetel frugal = new Sonetel(config("password").withoutRefresh(), JdkTransport.create(), mock.clock());
        try (TokenSource tokens = TokenSource.of(frugal)) {
            tokens.token();
            mock.clock().advance(Duration.ofDays(1));
            tokens.token();
        }
        mock.verify().refreshes(0).grant("password").succeeded(2);
    }

    @Test
    void aPasswordThatIsRefusedIsToldAndNotTriedAtOnceAgain() {
        try (TokenSource tokens = TokenSource.of(with("wrong-password"))) {
            for (int call = 0; call < 3; call++) {
                ProviderRefusedException refused = catchThrowableOfType(ProviderRefusedException.class, tokens::token);
                assertThat(refused.code()).contains("invalid_grant");
            }
        }
        mock.verify().tokenRequests(1);
    }

    @Test
    void nodesThatShareAStoreRefreshOncePerEnd() {
        TokenStore store = new InMemoryTokenStore(mock.clock());
        // region store
        TokenSource tokens = TokenSource.of(sonetel, store, "user@example.com");
        // endregion
        assertThat(sonetel.refreshRotation()).isEqualTo(RefreshRotation.STRICT);
        try (TokenSource other = TokenSource.of(sonetel, store, "user@example.com")) {
            for (int end = 1; end <= 3; end++) {
                assertThat(tokens.token()).isEqualTo(other.token());
                mock.clock().advance(Duration.ofDays(1));
            }
            assertThat(tokens.token()).isEqualTo(other.token());
        }
        mock.verify().refreshes(3).reusedRefreshTokens(0).grant("password").times(1);
        tokens.close();
    }

    private Sonetel with(String password) {
        return new Sonetel(config(password), JdkTransport.create(), mock.clock());
    }

    private SonetelConfig config(String password) {
        return SonetelConfig.of("user@example.com", Secret.of(password))
                .withTokenEndpoint(
                        mock.sonetel().uri("/SonetelAuth/beta/oauth/token").toString())
                .withApiAddress(mock.sonetel().uri().toString());
    }
}
