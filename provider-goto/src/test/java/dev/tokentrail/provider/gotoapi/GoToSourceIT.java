package dev.tokentrail.provider.gotoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.InMemoryTokenStore;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.mock.RecordedRequest;
import dev.tokentrail.testsupport.Browser;
import dev.tokentrail.testsupport.Callers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A token source over GoTo: an hour, the same refresh token at each refresh, a person in the end. */
@Timeout(60)
class GoToSourceIT extends EmulatedGoTo {

    @BeforeEach
    void freeze() {
        mock.clock().set(Instant.parse("2026-11-21T12:00:00Z"));
        goTo = new GoTo(config.withScopes("messaging.v1.send"), JdkTransport.create(), mock.clock());
    }

    @Test
    void oneRefreshBeforeEachEndWithTheRefreshTokenThatNoAnswerRepeats() throws Exception {
        Token token = signIn();
        // region keep
        TokenSource tokens = TokenSource.of(goTo, token);
        String authorization = tokens.token().revealAuthorization(); // valid, whenever it is asked for
        // endregion
        assertThat(authorization).isEqualTo(token.revealAuthorization());
        mock.clock().advance(Duration.ofMinutes(59).minusSeconds(1));
        assertThat(tokens.token()).isEqualTo(token);
        mock.verify().refreshes(0);

        mock.clock().advance(Duration.ofSeconds(1));
        assertThat(tokens.token()).isEqualTo(token);
        Token second = Callers.anotherThan(tokens, token);
        assertThat(second.refreshToken()).isEqualTo(token.refreshToken());
        RecordedRequest refresh = mock.goTo().requests().get(2);
        assertThat(refresh.path()).endsWith("/goto/oauth/token");
        assertThat(refresh.bodyText())
                .isEqualTo("grant_type=refresh_token&refresh_token="
                        + token.requireRefreshToken().reveal());
        assertThat(refresh.header("Authorization")).contains("Basic Z290by1jbGllbnQ6Z290by1zZWNyZXQ=");
        assertThat(refresh.answer().orElseThrow().bodyText()).doesNotContain("refresh_token");

        Token last = second;
        for (int hour = 2; hour <= 24; hour++) {
            mock.clock().advance(Duration.ofHours(1));
            last = Callers.anotherThan(tokens, last);
            assertThat(last.refreshToken()).isEqualTo(token.refreshToken());
        }
        mock.verify().refreshes(24).successfulRefreshes(24).neverTwoRefreshesAtOnce();
        tokens.close();
    }

    @Test
    void aScriptNeedsNobody() {
        Secret personalAccessToken = PAT;
        // region script
        TokenSource tokens = TokenSource.of(goTo, () -> goTo.personalAccessToken(personalAccessToken));
        // endregion
        Token first = tokens.token();
        mock.clock().advance(Duration.ofHours(1));
        assertThat(tokens.token()).isNotEqualTo(first);
        mock.verify().refreshes(0).grant("personal_access_token").succeeded(2);
        tokens.close();
    }

    @Test
    void aRefusedRefreshTokenLeadsToThePerson() throws Exception {
        Token token = signIn();
        TokenSource tokens = TokenSource.of(goTo, token);
        goTo.revoke(token.requireRefreshToken());
        mock.clock().advance(Duration.ofHours(1));
        AuthorizationTransaction login = null;
        // region person
        try {
            tokens.token();
        } catch (UserNeededException needed) {
            login = needed.startAuthorization().orElseThrow(); // send the browser to login.uri()
        }
        // endregion
        mock.clock().advance(Duration.ofMinutes(2));
        assertThatThrownBy(tokens::token).isInstanceOf(UserNeededException.class);
        mock.verify().refreshes(1).noRefusedTokenRequestRepeated();

        assertThat(login.uri())
                .startsWith(config.address() + "/oauth/authorize?")
                .contains("scope=messaging.v1.send", "state=", "code_challenge=");
        String callbackUri = Browser.comesBackTo(login.uri());
        // region again
        tokens.adopt(goTo.complete(login, AuthorizationCallback.fromUri(callbackUri)));
        // endregion
        assertThat(tokens.token().scopes()).containsExactly("messaging.v1.send");
        tokens.close();
    }

    @Test
    void whatToAskForIsKnownOnlyIfItWasSaid() {
        GoTo silent = new GoTo(config, JdkTransport.create(), mock.clock());
        assertThat(silent.startAuthorization()).isEmpty();
        try (TokenSource tokens = TokenSource.of(silent)) {
            UserNeededException needed = catchThrowableOfType(UserNeededException.class, tokens::token);
            assertThat(needed).hasMessageContaining("GoTo gives no token without a person");
            assertThat(needed.startAuthorization()).isEmpty();
        }
        assertThat(silent.authorize().uri()).doesNotContain("scope=");
        assertThat(goTo.authorize().uri()).contains("scope=messaging.v1.send&");
        assertThat(goTo.authorize("users.v1.lines.read").uri()).contains("scope=users.v1.lines.read&");
        mock.verify().tokenRequests(0);
    }

    @Test
    void nodesThatShareAStoreRefreshOncePerEnd() throws Exception {
        Token token = signIn();
        TokenStore store = new InMemoryTokenStore(mock.clock());
        // region store
        TokenSource tokens = TokenSource.of(goTo, token, store, "user@example.com");
        // endregion
        assertThat(goTo.refreshRotation()).isEqualTo(RefreshRotation.NONE);
        try (TokenSource other = TokenSource.of(goTo, store, "user@example.com")) {
            for (int end = 1; end <= 3; end++) {
                assertThat(tokens.token()).isEqualTo(other.token());
                mock.clock().advance(Duration.ofHours(1));
            }
            assertThat(tokens.token()).isEqualTo(other.token());
        }
        mock.verify().refreshes(3);
        tokens.close();
    }
}
