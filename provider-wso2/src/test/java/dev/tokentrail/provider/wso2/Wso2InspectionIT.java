package dev.tokentrail.provider.wso2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Introspection;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UnverifiedJwt;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Revocation, introspection, userinfo, keys, and what the gateway refuses. */
class Wso2InspectionIT extends EmulatedWso2 {

    @Test
    void revokingEitherTokenEndsThePair() {
        for (Wso2 wso2 : List.of(gateway, server, newest)) {
            Token one = wso2.password("admin", ADMIN, "PRODUCTION");
            wso2.revokeAccessToken(one);
            assertGatewayRefuses(wso2, one, "GET", "/menu", 401, "900901", "invalid_token");
            Token two = wso2.password("admin", ADMIN, "pizza.order");
            wso2.revokeRefreshToken(two);
            assertRefused(() -> wso2.refresh(two), 400, "invalid_grant");
            assertGatewayRefuses(wso2, two, "GET", "/menu", 401, "900901", "invalid_token");
        }
    }

    @Test
    void revokingWhatIsUnknownSucceedsAndWhatIsAnothersDoesNot() {
        gateway.revokeAccessToken(Token.of(Secret.of("never-issued")));
        Token token = gateway.password("admin", ADMIN);
        Wso2 other =
                new Wso2(Wso2Config.atGateway(address(mock32), "otherConsumerKey", Secret.of("otherConsumerSecret")));

        assertThat(assertRefused(() -> other.revokeAccessToken(token), 401, "invalid_client")
                        .advice())
                .contains("application that got it");
        assertThat(server.introspect(token.accessToken()).active()).isTrue();
    }

    @Test
    void introspection() {
        for (Wso2 wso2 : List.of(server, newest)) {
            Token token = wso2.password("admin", ADMIN, "PRODUCTION");
            Introspection live = wso2.introspect(token.accessToken());

            assertThat(live.active()).isTrue();
            assertThat(live.scopes()).containsExactly("PRODUCTION");
            assertThat(live.clientId()).contains(KEY);
            assertThat(live.username().orElseThrow()).startsWith("admin");
            assertThat(live.expiresAt().orElseThrow()).isAfter(Instant.now().plusSeconds(3500));
            assertThat(wso2.introspect(Secret.of("never-issued")).active()).isFalse();
        }
    }

    @Test
    void userinfoNeedsOpenidAndALiveToken() {
        Token without = gateway.password("admin", ADMIN, "PRODUCTION");
        assertRefused(() -> gateway.userinfo(without), 403, "insufficient_scope");

        Token with = gateway.password("admin", ADMIN, "openid");
        assertThat(gateway.userinfo(with).get("sub").toString()).startsWith("admin");
        gateway.revokeAccessToken(with);
        assertRefused(() -> gateway.userinfo(with), 401, "invalid_token");
    }

    @Test
    void refusalsOfTheGatewayInTheJsonOfBothGenerations() {
        for (Wso2 wso2 : List.of(server, newest)) {
            Token user = wso2.password("admin", ADMIN);
            Token application = wso2.clientCredentials();

            assertGatewayRefuses(
                    wso2, Token.of(Secret.of("no-such-token")), "GET", "/menu", 401, "900901", "invalid_token");
            assertGatewayRefuses(wso2, user, "GET", "/toppings", 403, "900906", "invalid_request");
            assertGatewayRefuses(wso2, user, "POST", "/order", 403, "900910", "insufficient_scope");
            assertGatewayRefuses(wso2, application, "POST", "/order", 401, "900905", "invalid_token");
        }
    }

    @Test
    void anApplicationThatIsNotSubscribedIsRefused() {
        Wso2 other =
                new Wso2(Wso2Config.atGateway(address(mock32), "otherConsumerKey", Secret.of("otherConsumerSecret")));

        TokenException refused =
                assertGatewayRefuses(other, other.clientCredentials(), "GET", "/menu", 403, "900908", "access_denied");
        assertThat(refused.advice()).contains("Subscribe");
    }

    @Test
    void theGatewaysOwnPathsAreGoneFromVersion4() {
        Wso2 wrong = new Wso2(Wso2Config.atGateway(address(mock47), KEY, SECRET));

        assertThatThrownBy(wrong::clientCredentials).isInstanceOfSatisfying(TokenException.class, gone -> {
            assertThat(gone.status()).hasValue(404);
            assertThat(gone.retryable()).isFalse();
        });
    }

    @Test
    void jwtsAreSignedWithAPublishedKey() {
        UnverifiedJwt jwt = UnverifiedJwt.read(
                        newest.clientCredentials().accessToken().reveal())
                .orElseThrow();

        assertThat(newest.jwks().get("keys"))
                .asInstanceOf(LIST)
                .anySatisfy(key -> assertThat(key)
                        .asInstanceOf(MAP)
                        .containsEntry("kid", jwt.header().get("kid"))
                        .doesNotContainKey("d"));
    }
}
