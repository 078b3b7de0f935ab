package dev.tokentrail.provider.wso2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.DeviceAuthorization;
import dev.tokentrail.core.token.DeviceFlow;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.TokenExchange;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.mock.MockAuthServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The grants beside the usual ones, and how the application and the tenant are named. */
class Wso2GrantsIT extends EmulatedWso2 {

    @Test
    void assertionsOfATrustedIdentityProvider() {
        for (MockAuthServer mock : List.of(mock32, mock47)) {
            Wso2 wso2 = mock == mock32 ? server : newest;
            Secret jwt = Secret.of(mock.jwtAssertion("admin"));
            Secret saml = Secret.of(mock.saml2Assertion("admin"));

            assertThat(wso2.jwtBearer(jwt, "pizza.order").scopes()).containsExactly("pizza.order");
            assertThat(wso2.saml2Bearer(saml).refreshToken()).isNotNull();
            mock.clock().advance(Duration.ofMinutes(6));
            assertRefused(() -> wso2.jwtBearer(jwt), 400, "invalid_grant");
            assertRefused(() -> wso2.saml2Bearer(saml), 400, "invalid_grant");
            assertRefused(() -> wso2.jwtBearer(Secret.of("eyJhbGciOiJub25lIn0.e30.")), 400, "invalid_grant");
        }
    }

    @Test
    void ticketsOfKerberosAndWindows() {
        assertThat(server.kerberos("EXAMPLE.COM", Secret.of("kerberos-demo-token"), "PRODUCTION")
                        .scopes())
                .containsExactly("PRODUCTION");
        assertThat(server.ntlm(Secret.of("ntlm-demo-token")).refreshToken()).isNotNull();
        assertRefused(() -> server.kerberos("OTHER.COM", Secret.of("kerberos-demo-token")), 400, "invalid_grant");
        assertRefused(() -> server.kerberos("EXAMPLE.COM", Secret.of("wrong-ticket")), 400, "invalid_grant");
        assertRefused(() -> server.ntlm(Secret.of("wrong-token")), 400, "invalid_grant");
    }

    @Test
    void oneTokenForAnother() {
        Secret subject = Secret.of(mock47.jwtAssertion("admin"));
        Token token = newest.exchange(TokenExchange.of(subject, TokenExchange.JWT));

        assertThat(token.extra("issued_token_type")).contains(TokenExchange.ACCESS_TOKEN);
        assertRefused(
                () -> newest.exchange(TokenExchange.of(Secret.of("no-jwt"), TokenExchange.JWT)), 400, "invalid_grant");
    }

    @Test
    void aGrantThatTheVersionDoesNotKnowIsNamedAsSuch() {
        TokenException refused = assertRefused(
                () -> server.exchange(TokenExchange.of(Secret.of("x.y.z"), TokenExchange.JWT)),
                400,
                "unsupported_grant_type");

        assertThat(refused.redactedBody().orElseThrow()).contains("invalid_request");
    }

    @Test
    void aGrantThatIsNotEnabledOnTheApplicationIsRefused() {
        Wso2 other =
                new Wso2(Wso2Config.atGateway(address(mock32), "otherConsumerKey", Secret.of("otherConsumerSecret")));

        assertRefused(() -> other.password("admin", ADMIN), 400, "unauthorized_client");
    }

    @Test
    void aDeviceThatAsksTooOftenSlowsDown() throws InterruptedException {
        List<Duration> waits = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        DeviceFlow device = newest.deviceFlow(time -> {
            waits.add(time);
            mock47.clock().advance(waits.size() == 2 ? Duration.ofSeconds(1) : time);
            if (waits.size() == 3) {
                open(shown.get(0));
            }
        });
        DeviceAuthorization started = device.start(List.of());
        shown.add(started.verificationUriComplete());

        assertThat(device.await(started).accessToken()).isNotNull();
        assertThat(waits).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    @Test
    void aDeviceThatIsDeniedOrForgottenNeedsThePerson() {
        mock47.wso2().denyNext();
        List<String> shown = new ArrayList<>();
        DeviceFlow device = newest.deviceFlow(time -> {
            mock47.clock().advance(time);
            open(shown.get(0));
        });
        DeviceAuthorization denied = device.start(List.of());
        shown.add(denied.verificationUriComplete());
        assertThat(catchThrowableOfType(UserNeededException.class, () -> device.await(denied))
                        .code())
                .contains("access_denied");

        DeviceFlow patient = newest.deviceFlow(time -> mock47.clock().advance(Duration.ofMinutes(2)));
        DeviceAuthorization forgotten = patient.start(List.of());
        assertThat(catchThrowableOfType(UserNeededException.class, () -> patient.await(forgotten))
                        .code())
                .contains("expired_token");
    }

    @Test
    void keyAndSecretMayTravelInTheBody() {
        Wso2 post = new Wso2(Wso2Config.atGateway(address(mock32), KEY, SECRET)
                .withClient(ClientAuthentication.inBody(KEY, SECRET)));

        assertThat(post.clientCredentials().accessToken()).isNotNull();
        assertThat(mock32.wso2().requests().get(0).header("Authorization")).isEmpty();
    }

    @Test
    void theTenantIsNamedInTheAddressOrByTheUser() {
        Wso2 tenant =
                new Wso2(Wso2Config.atGateway(address(mock32), KEY, SECRET).withTenant("carbon.super"));

        assertThat(tenant.password("admin@carbon.super", ADMIN).accessToken()).isNotNull();
        assertThat(mock32.wso2().requests().get(0).target()).isEqualTo("/wso2/token?tenantDomain=carbon.super");
    }
}
