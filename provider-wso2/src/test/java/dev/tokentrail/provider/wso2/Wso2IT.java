package dev.tokentrail.provider.wso2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.DeviceAuthorization;
import dev.tokentrail.core.token.DeviceFlow;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.testsupport.Browser;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** WSO2's flows against the emulator, and what becomes of a token in its life. */
class Wso2IT extends EmulatedWso2 {

    private final Map<String, String> session = new HashMap<>();

    @Test
    void aScriptWithTheUsersPassword() {
        Wso2Config config = Wso2Config.atGateway(address(mock32), KEY, SECRET);
        Secret password = ADMIN;
        // region script
        Wso2 wso2 = new Wso2(config);
        Token token = wso2.password("admin", password);
        WireResponse menu = wso2.callApi(wso2.apiRequest(token, "GET", "/pizzashack/1.0.0/menu"));
        token = wso2.refresh(token);
        // endregion

        assertThat(menu.text()).contains("Margherita");
        assertThat(token.scopes()).containsExactly("default");
        assertThat(mock32.wso2().requests())
                .extracting(request -> request.path())
                .containsExactly("/wso2/token", "/wso2/pizzashack/1.0.0/menu", "/wso2/token");
    }

    @Test
    void anApplicationOnItsOwn() {
        Wso2 wso2 = newest;
        // region application
        Token token = wso2.clientCredentials(Duration.ofMinutes(10));
        WireResponse menu = wso2.callApi(wso2.apiRequest(token, "GET", "/pizzashack/1.0.0/menu"));
        // endregion

        assertThat(menu.status()).isEqualTo(200);
        assertThat(token.refreshToken()).isNull();
        assertThat(token.scopes()).contains("am_application_scope", "default");
        assertThat(Duration.between(
                        mock47.clock().instant(), token.expiry().at().orElseThrow()))
                .isBetween(Duration.ofSeconds(590), Duration.ofSeconds(600));
        assertThatThrownBy(() -> wso2.refresh(token)).isInstanceOf(UserNeededException.class);
    }

    @Test
    void aPersonSignsIn() throws IOException, InterruptedException {
        String callbackUri = Browser.comesBackTo(startOfLogin(gateway));
        Wso2 wso2 = gateway;
        // region callback
        AuthorizationTransaction login = AuthorizationTransaction.fromJson(session.remove("login"));
        Token token = wso2.complete(login, AuthorizationCallback.fromUri(callbackUri));
        // endregion

        assertThat(token.scopes()).containsExactly("openid", "pizza.order");
        assertThat(token.extra("id_token")).isPresent();
        assertThat(wso2.userinfo(token)).containsKey("sub");
        WireResponse order = wso2.callApi(wso2.apiRequest(token, "POST", "/pizzashack/1.0.0/order"));
        assertThat(order.status()).isEqualTo(201);
    }

    private String startOfLogin(Wso2 wso2) {
        // region login
        AuthorizationTransaction login = wso2.authorize("openid", "pizza.order");
        session.put("login", login.toJson());
        String address = login.uri();
        // endregion
        return address;
    }

    @Test
    void signInAtTheServersOwnPathsOfBothGenerations() throws IOException, InterruptedException {
        for (Wso2 wso2 : List.of(server, newest)) {
            AuthorizationTransaction login = wso2.authorize("pizza.order");
            Token token = wso2.complete(login, AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri())));

            assertThat(token.scopes()).containsExactly("pizza.order");
            assertThat(wso2.refresh(token).refreshToken()).isNotEqualTo(token.refreshToken());
        }
    }

    @Test
    void aLiveTokenIsHandedOutAgainWithTheSecondsThatItHasLeft() {
        mock32.clock().freeze();
        Token first = gateway.password("admin", ADMIN, "PRODUCTION");
        mock32.clock().advance(Duration.ofSeconds(3000));
        Token again = gateway.password("admin", ADMIN, "PRODUCTION");

        assertThat(again.accessToken()).isEqualTo(first.accessToken());
        assertThat(again.expiry()).isEqualTo(first.expiry());
        assertThat(Duration.between(
                        mock32.clock().instant(), again.expiry().at().orElseThrow()))
                .isEqualTo(Duration.ofSeconds(600));
    }

    @Test
    void aDeviceScopeGetsATokenOfItsOwn() {
        Token phone = gateway.password("admin", ADMIN, "device_phone");
        Token tablet = gateway.password("admin", ADMIN, "device_tablet");

        assertThat(phone.scopes()).containsExactly("device_phone");
        assertThat(tablet.accessToken()).isNotEqualTo(phone.accessToken());
    }

    @Test
    void jwtsAreNewEachTime() {
        assertThat(newest.password("admin", ADMIN).accessToken())
                .isNotEqualTo(newest.password("admin", ADMIN).accessToken());
    }

    @Test
    void aScopeThatTheUserMayNotHaveIsLeftOutWithoutAWord() {
        Token guest = gateway.password("guest", Secret.of("guest"), "pizza.order");

        assertThat(guest.scopes()).containsExactly("default");
        assertGatewayRefuses(gateway, guest, "POST", "/order", 403, "900910", "insufficient_scope");
    }

    @Test
    void refreshRotatesAndTheOldRefreshTokenIsUsedUp() {
        Token first = gateway.password("admin", ADMIN, "PRODUCTION", "pizza.order");
        Token second = gateway.refresh(first);

        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
        assertThat(assertRefused(() -> gateway.refresh(first), 400, "invalid_grant")
                        .advice())
                .contains("latest answer");
        assertThat(gateway.refresh(second).scopes()).containsExactly("PRODUCTION", "pizza.order");
    }

    @Test
    void refreshMayNarrowTheScopesAndNotWidenThem() {
        Token token = gateway.password("admin", ADMIN, "PRODUCTION", "pizza.order");

        assertRefused(() -> gateway.refresh(token, List.of("PRODUCTION", "openid")), 400, "invalid_scope");
        assertThat(gateway.refresh(token, List.of("PRODUCTION")).scopes()).containsExactly("PRODUCTION");
    }

    @Test
    void expiredTokens() {
        Token token = gateway.password("admin", ADMIN);
        mock32.clock().advance(Duration.ofSeconds(3601));

        assertThat(token.isExpired(mock32.clock().instant())).isTrue();
        TokenException expired = assertGatewayRefuses(gateway, token, "GET", "/menu", 401, "900901", "invalid_token");
        assertThat(expired.advice()).contains("refresh");
        Token renewed = gateway.refresh(token);
        assertThat(gateway.callApi(gateway.apiRequest(renewed, "GET", "/pizzashack/1.0.0/menu"))
                        .status())
                .isEqualTo(200);
        mock32.clock().advance(Duration.ofSeconds(86_401));
        assertThat(assertRefused(() -> gateway.refresh(renewed), 400, "invalid_grant")
                        .providerMessage())
                .contains("Refresh token is expired.");
    }

    @Test
    void aDeviceWaitsForAPerson() throws IOException, InterruptedException {
        Wso2 wso2 = newest;
        List<Duration> waits = new ArrayList<>();
        List<String> screen = new ArrayList<>();
        DeviceFlow.Wait wait = time -> {
            waits.add(time);
            if (waits.size() == 3) {
                open(screen.get(0));
            }
            mock47.clock().advance(time);
        };
        // region device
        DeviceFlow device = wso2.deviceFlow(wait);
        DeviceAuthorization started = device.start(List.of("device_television"));
        screen.add(started.verificationUriComplete());
        Token token = device.await(started);
        // endregion

        assertThat(token.scopes()).containsExactly("device_television");
        assertThat(waits).containsOnly(Duration.ofSeconds(5)).hasSize(3);
    }
}
