package dev.tokentrail.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.provider.wso2.Wso2;
import dev.tokentrail.provider.wso2.Wso2Config;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand callers at once cause one token request, when there is no token yet and when it has expired. */
@Timeout(60)
class HerdTest {

    private static final int CALLERS = 1000;

    private final MockAuthServer mock = MockAuthServer.start();
    private final Wso2 wso2 = new Wso2(
            Wso2Config.atGateway(mock.wso2().uri().toString(), Service.KEY, Secret.of(Service.SECRET)),
            JdkTransport.create(),
            mock.clock());
    private final TokenSource source = TokenSource.of(wso2, this::grantWhenAllHaveAsked);

    private volatile CountDownLatch asking = new CountDownLatch(CALLERS);

    @BeforeEach
    void standStill() {
        mock.clock().freeze();
    }

    @AfterEach
    void close() {
        source.close();
        mock.close();
    }

    private Token grantWhenAllHaveAsked() {
        try {
            asking.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return wso2.clientCredentials();
    }

    private Herd herd() throws InterruptedException {
        asking = new CountDownLatch(CALLERS);
        return Herd.of(CALLERS, () -> {
            asking.countDown();
            return source.token(Duration.ofSeconds(50)).accessToken().reveal();
        });
    }

    @Test
    void coldAndAtExpiry() throws InterruptedException {
        assertOneTokenForAll(herd());
        mock.verify().tokenRequests(1);

        mock.clock().advance(Duration.ofHours(2));
        assertOneTokenForAll(herd());
        mock.verify().tokenRequests(2);
    }

    private static void assertOneTokenForAll(Herd herd) {
        assertThat(herd.firstFailure()).isNull();
        assertThat(herd.together()).isTrue();
        assertThat(herd.tokens()).isEqualTo(1);
    }
}
