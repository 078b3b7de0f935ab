package dev.tokentrail.provider.wso2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.CallbackRejectedException;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.testsupport.Browser;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Logins that go wrong. */
class Wso2LoginIT extends EmulatedWso2 {

    @Test
    void aCodeWorksOnceAndItsReplayRevokesTheToken() throws IOException, InterruptedException {
        AuthorizationTransaction login = server.authorize("PRODUCTION");
        String callback = Browser.comesBackTo(login.uri());
        WireRequest exchange = server.requests()
                .authorizationCode(
                        Secret.of(AuthorizationCallback.fromUri(callback)
                                .parameter("code")
                                .orElseThrow()),
                        login);
        WireResponse first = JdkTransport.create().send(exchange);
        WireResponse second = JdkTransport.create().send(exchange);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.text()).contains("invalid_grant", "Inactive authorization code");
        String accessToken = first.text().replaceFirst(".*\"access_token\":\"([^\"]+)\".*", "$1");
        assertThat(server.introspect(Secret.of(accessToken)).active()).isFalse();
        assertThat(assertRefused(
                                () -> server.complete(login, AuthorizationCallback.fromUri(callback)),
                                400,
                                "invalid_grant")
                        .advice())
                .contains("used before");
    }

    @Test
    void aRedirectIsCompletedOnceAndForItsOwnLoginOnly() throws IOException, InterruptedException {
        AuthorizationTransaction login = gateway.authorize("PRODUCTION");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));
        AuthorizationTransaction other = gateway.authorize("PRODUCTION");

        assertThatThrownBy(() -> gateway.complete(other, callback)).isInstanceOf(CallbackRejectedException.class);
        gateway.complete(login, callback);
        assertThatThrownBy(() -> gateway.complete(login, callback)).isInstanceOf(CallbackRejectedException.class);
    }

    @Test
    void anExpiredCodeIsRefused() throws IOException, InterruptedException {
        AuthorizationTransaction login = gateway.authorize("PRODUCTION");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));
        mock32.clock().advance(Duration.ofSeconds(301));

        assertRefused(() -> gateway.complete(login, callback), 400, "invalid_grant");
    }

    @Test
    void anotherRedirectUriOrVerifierIsRefused() throws IOException, InterruptedException {
        AuthorizationTransaction login = gateway.authorize("PRODUCTION");
        AuthorizationTransaction moved = AuthorizationTransaction.fromJson(login.toJson()
                .replace("\"redirect_uri\":\"" + REDIRECT_URI, "\"redirect_uri\":\"http://127.0.0.1:1/cb"));
        AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));
        AuthorizationTransaction second = gateway.authorize("PRODUCTION");
        AuthorizationTransaction swapped = AuthorizationTransaction.fromJson(second.toJson()
                .replace(second.codeVerifier().reveal(), login.codeVerifier().reveal()));
        AuthorizationCallback answer = AuthorizationCallback.fromUri(Browser.comesBackTo(second.uri()));

        assertThat(assertRefused(() -> gateway.complete(moved, callback), 400, "invalid_grant")
                        .advice())
                .contains("callback URL");
        assertThat(assertRefused(() -> gateway.complete(swapped, answer), 400, "invalid_grant")
                        .providerMessage())
                .contains("PKCE validation failed");
    }

    @Test
    void aPersonWhoDeclinesIsAskedAgain() throws IOException, InterruptedException {
        mock32.wso2().denyNext();
        AuthorizationTransaction login = gateway.authorize("PRODUCTION");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));

        UserNeededException declined =
                catchThrowableOfType(UserNeededException.class, () -> gateway.complete(login, callback));
        assertThat(declined.code()).contains("access_denied");
    }

    @Test
    void aWrongCallbackUrlShowsAnErrorPageAndNeverComesBack() throws IOException, InterruptedException {
        Wso2 wrong = new Wso2(
                Wso2Config.atGateway(address(mock32), KEY, SECRET).withRedirectUri("https://elsewhere.example/cb"));

        assertThat(Browser.comesBackTo(wrong.authorize("PRODUCTION").uri()))
                .contains("/authenticationendpoint/oauth2_error.do?oauthErrorCode=")
                .doesNotContain("https://elsewhere.example/cb?");
    }
}
