package dev.tokentrail.provider.gotoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.testsupport.Browser;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The emulator, fresh for each test, and what tests of GoTo's flows share. */
abstract class EmulatedGoTo {

    static final String REDIRECT_URI = "http://127.0.0.1:5000/login/oauth2/code/goto";
    static final Secret CLIENT_SECRET = Secret.of("goto-secret");
    static final Secret PAT = Secret.of("goto-pat");

    static MockAuthServer mock;

    GoToConfig config;
    GoTo goTo;

    @BeforeAll
    static void start() {
        mock = MockAuthServer.start();
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    @BeforeEach
    void fresh() {
        mock.reset();
        mock.clock().reset();
        config = GoToConfig.of("goto-client", CLIENT_SECRET, REDIRECT_URI)
                .at(mock.goTo().uri().toString());
        goTo = new GoTo(config, JdkTransport.create(), mock.clock());
    }

    ProviderUnavailableException assertUnavailable(int status, boolean retryable) {
        ProviderUnavailableException unavailable =
                catchThrowableOfType(ProviderUnavailableException.class, () -> goTo.personalAccessToken(PAT));
        assertThat(unavailable.status()).hasValue(status);
        assertThat(unavailable.retryable()).isEqualTo(retryable);
        return unavailable;
    }

    static TokenException assertRefused(ThrowingCallable call, int status, String code) {
        ProviderRefusedException refused = catchThrowableOfType(ProviderRefusedException.class, call);
        assertThat(refused).isNotNull();
        assertThat(refused.status()).hasValue(status);
        assertThat(refused.code()).contains(code);
        assertThat(refused.retryable()).isFalse();
        return refused;
    }

    Token signIn(String... scopes) throws IOException, InterruptedException {
        return signIn(goTo, scopes);
    }

    static Token signIn(GoTo provider, String... scopes) throws IOException, InterruptedException {
        AuthorizationTransaction login = provider.authorize(scopes);
        return provider.complete(login, AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri())));
    }
}
