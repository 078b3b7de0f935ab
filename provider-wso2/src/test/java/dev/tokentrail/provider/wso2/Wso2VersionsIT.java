package dev.tokentrail.provider.wso2;

import static dev.tokentrail.provider.wso2.EmulatedWso2.address;
import static dev.tokentrail.provider.wso2.EmulatedWso2.assertRefused;
import static dev.tokentrail.provider.wso2.EmulatedWso2.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.testsupport.Browser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same mistake has the same code in every version, whatever words and statuses it comes with. */
class Wso2VersionsIT {

    private static final String KEY = "wU62DjlyDBnq87GlBwplfqvmAbAa";
    private static final Secret SECRET = Secret.of("ksdSdoefDDP7wpaElfqvmjDue");
    private static final Secret ADMIN = Secret.of("admin");

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "2.1", "2.6", "3.0", "3.2", "4.0", "4.2", "4.5", "4.7"})
    void theSameMistakeHasTheSameCode(String version) throws IOException, InterruptedException {
        try (MockAuthServer mock = version(version)) {
            Wso2Config config =
                    Wso2Config.atServer(address(mock), KEY, SECRET).withRedirectUri("http://127.0.0.1:5000/callback");
            Wso2 wso2 = new Wso2(config, JdkTransport.create(), mock.clock());

            assertRefused(() -> wso2.password("admin", Secret.of("wrong-password")), 400, "invalid_grant");
            assertCode("invalid_client", new Wso2(Wso2Config.atServer(address(mock), KEY, Secret.of("wrong"))));
            assertCode("invalid_client", new Wso2(Wso2Config.atServer(address(mock), "no<such>key", SECRET)));
            assertCode("invalid_client", new Wso2(config.withClient(ClientAuthentication.none(KEY))));

            Token token = wso2.password("admin", ADMIN, "PRODUCTION");
            assertRefused(() -> wso2.refresh(token, List.of("PRODUCTION", "openid")), 400, "invalid_scope");
            Token renewed = wso2.refresh(token);
            assertRefused(() -> wso2.refresh(token), 400, "invalid_grant");
            assertRefused(
                    () -> wso2.refresh(renewed.withRefreshToken(Secret.of("never-issued"), renewed.refreshExpiry())),
                    400,
                    "invalid_grant");

            AuthorizationTransaction login = wso2.authorize("PRODUCTION");
            AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));
            wso2.complete(login, callback);
            Wso2 forgetful = new Wso2(config, JdkTransport.create(), mock.clock());
            assertRefused(
                    () -> forgetful.complete(AuthorizationTransaction.fromJson(login.toJson()), callback),
                    400,
                    "invalid_grant");

            Token last = wso2.password("admin", ADMIN, "device_last");
            mock.clock().advance(Duration.ofSeconds(86_401));
            TokenException expired = assertRefused(() -> wso2.refresh(last), 400, "invalid_grant");
            assertThat(expired.providerMessage()).contains("Refresh token is expired.");
            assertThat(expired.advice()).contains("new token");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "2.1", "2.6", "3.0", "3.2", "4.0", "4.2", "4.5", "4.7"})
    void anApplicationThatIsNotActiveIsToBeActivated(String version) {
        try (MockAuthServer mock = MockAuthServer.create()
                .configure("{\"wso2\": {\"version\": \"" + version + "\", \"applications\": [{\"key\": \"sleeping\","
                        + " \"secret\": \"sleeping-secret\", \"active\": false}]}}")
                .start()) {
            Wso2 wso2 = new Wso2(Wso2Config.atServer(address(mock), "sleeping", Secret.of("sleeping-secret")));

            assertThat(assertRefused(wso2::clientCredentials, 401, "invalid_client")
                            .advice())
                    .contains("Activate");
        }
    }

    private static void assertCode(String code, Wso2 wso2) {
        ProviderRefusedException refused =
                Assertions.catchThrowableOfType(ProviderRefusedException.class, wso2::clientCredentials);
        assertThat(refused).isNotNull();
        assertThat(refused.code()).contains(code);
    }
}
