package dev.tokentrail.provider.wso2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.source.InMemoryTokenStore;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.RecordedRequest;
import dev.tokentrail.testsupport.Browser;
import dev.tokentrail.testsupport.Callers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token source over WSO2: an hour, a new refresh token at each refresh, an application's token without one. */
@Timeout(60)
class Wso2SourceIT {

    private static MockAuthServer emulators;

    private MockAuthServer mock;
    private Wso2 wso2;

    @BeforeAll
    static void start() {
        emulators = MockAuthServer.start();
    }

    @AfterAll
    static void stop() {
        emulators.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.2", "4.7"})
    void oneRefreshBeforeEachEndWithTheRefreshTokenOfTheOneBefore(String version) throws Exception {
        emulate(version, "\"refreshTokenReuse\": \"family-ended\"");
        Token token = signIn();
        // region keep
        TokenSource tokens = TokenSource.of(wso2, token);
        String authorization = tokens.token().revealAuthorization(); // valid, whenever it is asked for
        // endregion
        assertThat(authorization).isEqualTo(token.revealAuthorization());
        mock.clock().advance(Duration.ofMinutes(59).minusSeconds(1));
        assertThat(tokens.token()).isEqualTo(token);
        mock.verify().refreshes(0);

        mock.clock().advance(Duration.ofSeconds(1));
        tokens.token();
        Token second = Callers.anotherThan(tokens, token);
        RecordedRequest refresh = mock.wso2().requests().get(2);
        assertThat(refresh.path()).endsWith("/wso2/oauth2/token");
        assertThat(refresh.bodyText())
                .isEqualTo("grant_type=refresh_token&refresh_token="
                        + token.requireRefreshToken().reveal());
        assertThat(second.refreshToken()).isNotEqualTo(token.refreshToken());

        mock.clock().advance(Duration.ofHours(1));
        Token third = Callers.anotherThan(tokens, second);
        assertThat(mock.wso2().requests().get(3).parameter("refresh_token"))
                .contains(second.requireRefreshToken().reveal());
        assertThat(third.scopes()).containsExactly("pizza.order");
        mock.verify().successfulRefreshes(2).noRotatedRefreshTokenUsedAgain().endedFamilies(0);
        tokens.close();
    }

    @Test
    void anApplicationNeedsNobody() {
        emulate("4.7", "\"users\": []");
        // region application
        TokenSource tokens = TokenSource.of(wso2, () -> wso2.clientCredentials("device_backend"));
        // endregion
        Token first = tokens.token();
        assertThat(first.refreshToken()).isNull();
        mock.clock().advance(Duration.ofHours(1));
        assertThat(tokens.token()).isNotEqualTo(first);
        mock.verify().refreshes(0).grant("client_credentials").succeeded(2);
        tokens.close();
    }

    @Test
    void theSameOpaqueTokenAgainCountsForTheSecondsThatItHasLeft() {
        emulate("3.2", "\"users\": []");
        try (TokenSource tokens = TokenSource.of(wso2, () -> wso2.clientCredentials())) {
            Token token = tokens.token();
            mock.clock().advance(Duration.ofMinutes(59).plusSeconds(55)); // too near its end to be given out
            Token same = tokens.token();
            assertThat(same.accessToken()).isEqualTo(token.accessToken());
            assertThat(same.expiry().instant()).isEqualTo(token.expiry().instant());
            assertThat(tokens.token()).isEqualTo(same);
            mock.verify().tokenRequests(2);
            mock.clock().advance(Duration.ofSeconds(5));
            assertThat(tokens.token().accessToken()).isNotEqualTo(token.accessToken());
        }
        mock.verify().grant("client_credentials").succeeded(3);
    }

    @Test
    void aRefusedRefreshTokenLeadsToThePerson() throws Exception {
        emulate("4.7", "\"refreshTokenReuse\": \"family-ended\"");
        Token token = signIn();
        TokenSource tokens = TokenSource.of(wso2, token);
        wso2.refresh(token); // somebody else used the refresh token
        mock.clock().advance(Duration.ofHours(1));
        AuthorizationTransaction login = null;
        // region person
        try {
            tokens.token();
        } catch (UserNeededException needed) {
            login = needed.startAuthorization().orElseThrow(); // send the browser to login.uri()
        }
        // endregion
        mock.verify().refreshes(2).reusedRefreshTokens(1).endedFamilies(1);
        assertThatThrownBy(tokens::token).isInstanceOf(UserNeededException.class);

        assertThat(login.uri())
                .startsWith(mock.wso2().uri("/oauth2/authorize?").toString())
                .contains("scope=pizza.order", "state=", "code_challenge=");
        String callbackUri = Browser.comesBackTo(login.uri());
        // region again
        tokens.adopt(wso2.complete(login, AuthorizationCallback.fromUri(callbackUri)));
        // endregion
        assertThat(tokens.token().scopes()).containsExactly("pizza.order");
        tokens.close();
    }

    @Test
    void aPersonCanBeAskedOnlyIfTheBrowserHasAWayBack() {
        emulate("4.7", "\"users\": []");
        Wso2 bare = new Wso2(config(), JdkTransport.create(), mock.clock());
        assertThat(bare.startAuthorization()).isEmpty();
        try (TokenSource tokens = TokenSource.of(bare)) {
            UserNeededException needed = catchThrowableOfType(UserNeededException.class, tokens::token);
            assertThat(needed).hasMessageContaining("WSO2 gives no token without a person");
            assertThat(needed.startAuthorization()).isEmpty();
        }
        assertThat(wso2.authorize("PRODUCTION").uri()).contains("scope=PRODUCTION&");
        mock.verify().tokenRequests(0);
    }

    @Test
    void aServerThatKeepsRefreshTokensIsSaidToBeOne() throws Exception {
        emulate("4.7", "\"renewRefreshToken\": false");
        assertThat(wso2.refreshRotation()).isEqualTo(RefreshRotation.STRICT);
        // region rotation
        Wso2Config keeping = config().withRefreshRotation(RefreshRotation.NONE);
        // endregion
        Wso2 provider = new Wso2(keeping, JdkTransport.create(), mock.clock());
        assertThat(provider.refreshRotation()).isEqualTo(RefreshRotation.NONE);
        Token token = signIn();
        try (TokenSource tokens = TokenSource.of(provider, token)) {
            for (int hour = 1; hour <= 3; hour++) {
                mock.clock().advance(Duration.ofHours(1));
                assertThat(tokens.token().refreshToken()).isEqualTo(token.refreshToken());
            }
        }
        mock.verify().successfulRefreshes(3);
    }

    @Test
    void nodesThatShareAStoreRefreshOncePerEnd() throws Exception {
        emulate("3.2", "\"refreshTokenReuse\": \"family-ended\"");
        Token token = signIn();
        TokenStore store = new InMemoryTokenStore(mock.clock());
        // region store
        TokenSource tokens = TokenSource.of(wso2, token, store, "admin");
        // endregion
        try (TokenSource other = TokenSource.of(wso2, store, "admin")) {
            for (int end = 1; end <= 3; end++) {
                assertThat(tokens.token()).isEqualTo(other.token());
                mock.clock().advance(Duration.ofHours(1));
            }
            assertThat(tokens.token()).isEqualTo(other.token());
        }
        mock.verify().refreshes(3).reusedRefreshTokens(0).endedFamilies(0);
        tokens.close();
    }

    @Test
    void fewerScopesStayFewerAtTheNextRefresh() throws Exception {
        emulate("4.7", "\"refreshTokenReuse\": \"refused\"");
        Token wide = wso2.password("admin", EmulatedWso2.ADMIN, "PRODUCTION", "pizza.order");
        Token narrow = wso2.refresh(wide, List.of("PRODUCTION"));
        try (TokenSource tokens = TokenSource.of(wso2, narrow)) {
            mock.clock().advance(Duration.ofHours(1));
            assertThat(tokens.token().scopes()).containsExactly("PRODUCTION");
        }
    }

    private void emulate(String version, String setting) {
        mock = emulators
                .namespace()
                .configure("{\"wso2\": {\"version\": \"" + version + "\", " + setting + "}}")
                .open();
        mock.clock().freeze();
        wso2 = new Wso2(
                config().withRedirectUri(EmulatedWso2.REDIRECT_URI).withScopes("pizza.order"),
                JdkTransport.create(),
                mock.clock());
    }

    private Wso2Config config() {
        return Wso2Config.atServer(EmulatedWso2.address(mock), EmulatedWso2.KEY, EmulatedWso2.SECRET);
    }

    private Token signIn() throws Exception {
        AuthorizationTransaction login = wso2.authorize();
        return wso2.complete(login, AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri())));
    }
}
