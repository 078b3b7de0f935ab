package dev.tokentrail.provider.wso2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.testsupport.Browser;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The emulator as version 3.2, which has both generations of paths, and as 4.7, fresh for each test. */
abstract class EmulatedWso2 {

    static final String KEY = "wU62DjlyDBnq87GlBwplfqvmAbAa";
    static final Secret SECRET = Secret.of("ksdSdoefDDP7wpaElfqvmjDue");
    static final Secret ADMIN = Secret.of("admin");
    static final String REDIRECT_URI = "http://127.0.0.1:5000/callback";

    static MockAuthServer mock32;
    static MockAuthServer mock47;

    Wso2 gateway;
    Wso2 server;
    Wso2 newest;

    @BeforeAll
    static void start() {
        mock32 = version("3.2");
        mock47 = version("4.7");
    }

    @AfterAll
    static void stop() {
        mock32.close();
        mock47.close();
    }

    @BeforeEach
    void fresh() {
        for (MockAuthServer mock : List.of(mock32, mock47)) {
            mock.reset();
            mock.clock().reset();
        }
        gateway = at(mock32, Wso2Config.atGateway(address(mock32), KEY, SECRET));
        server = at(mock32, Wso2Config.atServer(address(mock32), KEY, SECRET).withGateway(address(mock32)));
        newest = at(mock47, Wso2Config.atServer(address(mock47), KEY, SECRET).withGateway(address(mock47)));
    }

    static TokenException assertGatewayRefuses(
            Wso2 wso2, Token token, String method, String resource, int status, String number, String code) {
        TokenException refused = assertRefused(
                () -> wso2.callApi(wso2.apiRequest(token, method, "/pizzashack/1.0.0" + resource)), status, code);
        assertThat(refused.vendorCode()).contains(number);
        return refused;
    }

    static TokenException assertRefused(ThrowingCallable call, int status, String code) {
        ProviderRefusedException refused = catchThrowableOfType(ProviderRefusedException.class, call);
        assertThat(refused).isNotNull();
        assertThat(refused.status()).hasValue(status);
        assertThat(refused.code()).contains(code);
        assertThat(refused.retryable()).isFalse();
        return refused;
    }

    static MockAuthServer version(String version) {
        return MockAuthServer.create()
                .configure("{\"wso2\": {\"version\": \"" + version + "\"}}")
                .start();
    }

    static String address(MockAuthServer mock) {
        return mock.wso2().uri().toString();
    }

    static Wso2 at(MockAuthServer mock, Wso2Config config) {
        return new Wso2(config.withRedirectUri(REDIRECT_URI), JdkTransport.create(), mock.clock());
    }

    static void open(String uri) throws InterruptedException {
        try {
            Browser.open(uri);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
