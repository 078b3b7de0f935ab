package dev.tokentrail.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Trail;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.provider.sonetel.Sonetel;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import dev.tokentrail.provider.wso2.Wso2;
import dev.tokentrail.provider.wso2.Wso2Config;
import dev.tokentrail.provider.x3.X3;
import dev.tokentrail.provider.x3.X3Config;
import dev.tokentrail.provider.xbooker.XBooker;
import dev.tokentrail.provider.xbooker.XBookerConfig;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The code of docs/migration.md that stands beside faults of the tutorials, and the faults that it does not have. */
class MigrationTest {

    private static MockAuthServer emulator;

    private final List<String> log = new ArrayList<>();

    @BeforeAll
    static void start() {
        emulator = MockAuthServer.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void fresh() {
        emulator.reset();
    }

    @Test
    void aRefusalOfSonetelIsNoToken() {
        assertThat(sonetelToken("password")).isNotNull();
        assertThat(log).isEmpty();

        assertThat(sonetelToken("wrong-password")).isNull();
        assertThat(log).singleElement().asString().startsWith("Sonetel").doesNotContain("wrong-password");

        emulator.sonetel().failNext(500, "");
        assertThat(sonetelToken("password")).isNull();
        assertThat(log).hasSize(2).last().asString().contains("500");
    }

    private Token sonetelToken(String password) {
        Sonetel sonetel = new Sonetel(SonetelConfig.of("user@example.com", Secret.of(password))
                .withTokenEndpoint(
                        emulator.sonetel().uri("/SonetelAuth/beta/oauth/token").toString()));
        // region refused
        try {
            return sonetel.token();
        } catch (ProviderRefusedException refused) {
            log.add(refused.getMessage()); // the input must change: what was wrong, and what to do
        } catch (ProviderUnavailableException unavailable) {
            log.add(unavailable.getMessage()); // a 500, a broken connection, an answer that is no token
        }
        // endregion
        return null;
    }

    @Test
    void aRefusalOfXBookerSaysWhyWithoutTheSecret() {
        XBooker xBooker = new XBooker(XBookerConfig.of("org-1", "xbooker-client", Secret.of("wrong-secret"))
                .withAuthAddress(emulator.xBooker().uri("/auth/v1").toString()));
        // region message
        try {
            xBooker.token();
        } catch (ProviderRefusedException refused) {
            refused.providerMessage().ifPresent(log::add); // Invalid client secret
            log.add(refused.advice());
            refused.redactedCurl().ifPresent(log::add); // client-secret: ***
        }
        // endregion
        assertThat(log.get(0)).isEqualTo("Invalid client secret");
        assertThat(log.get(1)).contains("Secret on the delegated app's card");
        assertThat(log.get(2)).contains("client-secret: ***").doesNotContain("wrong-secret");
    }

    @Test
    void theTrailOfX3ShowsNoSecretAndTheRunningFormOneOnlyInAVariable() {
        X3Config config = X3Config.of(
                emulator.x3().uri().toString(),
                "x3-client",
                Secret.of("x3-'secret"),
                "https://localhost:5050/callback");
        Token token = Token.of(Secret.of("access-1")).withRefreshToken(Secret.of("refresh-1"), Expiry.unknown());
        // region curl
        Trail trail = Trail.of(JdkTransport.create());
        X3 x3 = new X3(config, trail, Clock.systemUTC());
        // endregion
        try {
            x3.refresh(token);
        } catch (ProviderRefusedException refused) {
            log.add(String.valueOf(refused.getMessage()));
        }
        assertThat(log).as("the emulator does not know the client secret").hasSize(1);
        log.clear();
        // region show
        trail.exchanges().forEach(call -> {
            log.add(CurlCommand.of(call.request()).text()); // "client_secret":"***"
            log.add(CurlCommand.of(call.request()).withVariables().text()); // runs, once they are set
        });
        // endregion
        assertThat(log).hasSize(2).noneMatch(text -> text.contains("'secret") || text.contains("refresh-1"));
        assertThat(log.get(0)).contains("\"client_secret\":\"***\"");
        assertThat(log.get(1)).contains("$X3_CLIENT_SECRET");
    }

    @Test
    void aCommandOfWso2HasOneHeaderForEachHeader() {
        String host = emulator.wso2().uri().toString();
        Secret consumerSecret = Secret.of("ksdSdoefDDP7wpaElfqvmjDue");
        Secret password = Secret.of("admin");
        // region wso2
        Wso2 wso2 = new Wso2(Wso2Config.atGateway(host, "wU62DjlyDBnq87GlBwplfqvmAbAa", consumerSecret));
        Token token = wso2.password("admin", password);
        // endregion
        assertThat(token.refreshToken()).isNotNull();
        assertThat(emulator.wso2().requests().get(0).header("Authorization"))
                .contains("Basic d1U2MkRqbHlEQm5xODdHbEJ3cGxmcXZtQWJBYTprc2RTZG9lZkREUDd3cGFFbGZxdm1qRHVl");
        // region again
        Token next = wso2.refresh(token); // each refresh token works once: keep this one
        // endregion
        assertThat(next.refreshToken()).isNotEqualTo(token.refreshToken());
    }
}
