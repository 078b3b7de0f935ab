package dev.tokentrail.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a transport asks before it trusts a certificate, each way that the JVM may ask, and where its bounds lie. */
class JdkTransportTrustTest {

    private static final String HOST = "127.0.0.1";

    @TempDir
    Path directory;

    /** Notes who asks, and refuses if it is told to. */
    private static final class Asked extends X509ExtendedTrustManager {
        private final List<String> questions = new ArrayList<>();
        private boolean refuses;

        private void ask(String question) throws CertificateException {
            questions.add(question);
            if (refuses) {
                throw new CertificateException("refused");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            ask("client by socket");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            ask("server by socket");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            ask("client by engine");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            ask("server by engine");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            ask("client");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            ask("server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[3];
        }
    }

    @Test
    void whoeverAsksTheNamedAuthoritiesDecideAndTheDatesDo() {
        X509Certificate[] good = {Issued.selfSigned(HOST).certificate()};
        X509Certificate[] expired = {
            Issued.selfSigned(HOST, Issued.days(-3), Issued.days(-1)).certificate()
        };
        Asked asked = new Asked();
        NamedTrust trust = new NamedTrust(asked);
        Socket noSocket = null;
        SSLEngine noEngine = null;
        assertThatCode(() -> {
                    trust.checkServerTrusted(good, "RSA", noEngine);
                    trust.checkServerTrusted(good, "RSA", noSocket);
                    trust.checkServerTrusted(good, "RSA");
                    trust.checkClientTrusted(good, "RSA", noEngine);
                    trust.checkClientTrusted(good, "RSA", noSocket);
                    trust.checkClientTrusted(good, "RSA");
                })
                .doesNotThrowAnyException();
        assertThat(asked.questions)
                .containsExactly(
                        "server by engine",
                        "server by socket",
                        "server",
                        "client by engine",
                        "client by socket",
                        "client");
        assertThat(trust.getAcceptedIssuers()).hasSize(3);
        assertThatThrownBy(() -> trust.checkServerTrusted(expired, "RSA", noEngine))
                .isInstanceOf(CertificateExpiredException.class);
        assertThatThrownBy(() -> trust.checkServerTrusted(expired, "RSA", noSocket))
                .isInstanceOf(CertificateExpiredException.class);
        assertThatThrownBy(() -> trust.checkServerTrusted(expired, "RSA"))
                .isInstanceOf(CertificateExpiredException.class);
        asked.refuses = true;
        assertThatThrownBy(() -> trust.checkServerTrusted(good, "RSA")).hasMessage("refused");
        assertThatThrownBy(() -> trust.checkClientTrusted(good, "RSA")).hasMessage("refused");
    }

    @Test
    void keysAndSignaturesAreOfToday() {
        CurrentAlgorithms current = new CurrentAlgorithms();
        assertThat(current.permits(Set.of(), Issued.rsa(2048).getPublic())).isTrue();
        assertThat(current.permits(Set.of(), Issued.rsa(1024).getPublic())).isFalse();
        assertThat(current.permits(Set.of(), Issued.ecdsa().getPublic())).isTrue();
        for (String weak : List.of("SHA1withRSA", "SHA-1withECDSA", "MD5withRSA", "md2WithRSA")) {
            assertThat(current.permits(Set.of(), weak, null)).as(weak).isFalse();
            assertThat(current.permits(Set.of(), weak, Issued.ecdsa().getPublic(), null))
                    .as(weak)
                    .isFalse();
        }
        assertThat(current.permits(Set.of(), "SHA256withRSA", null)).isTrue();
        assertThat(current.permits(Set.of(), "SHA256withRSA", Issued.rsa(2048).getPublic(), null))
                .isTrue();
        assertThat(current.permits(Set.of(), "SHA256withRSA", Issued.rsa(1024).getPublic(), null))
                .isFalse();
    }

    @Test
    void severalAuthoritiesMayStandInOneFile() throws Exception {
        Path one = Issued.selfSigned(HOST).pem(directory);
        String first = Files.readString(one);
        String second = Files.readString(Issued.selfSigned(HOST).pem(directory));
        Path both = Files.writeString(directory.resolve("both.pem"), first + second);
        assertThat(JdkTransport.builder().trusting(both).build()).isNotNull();
        Path none = Files.writeString(directory.resolve("none.pem"), "");
        assertThatThrownBy(() -> JdkTransport.builder().trusting(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.pem");
    }

    @Test
    void boundsAreLargerThanNothing() {
        assertThat(JdkTransport.builder().largestResponse(1).build()).isNotNull();
        assertThatThrownBy(() -> JdkTransport.builder().largestResponse(0)).hasMessageContaining("at least 1 byte");
        for (Duration none : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            assertThatThrownBy(() -> JdkTransport.builder().connectTimeout(none))
                    .hasMessageContaining("longer than zero");
            assertThatThrownBy(() -> JdkTransport.builder().totalTimeout(none))
                    .hasMessageContaining("longer than zero");
        }
    }

    @Test
    void whatIsTooLargeIsNotReadToItsEnd() {
        BoundedBody body = new BoundedBody(10, TimeUnit.MINUTES.toNanos(1));
        try (SubmissionPublisher<List<ByteBuffer>> publisher = new SubmissionPublisher<>(Runnable::run, 4)) {
            publisher.subscribe(body);
            publisher.submit(List.of(ByteBuffer.allocate(10)));
            assertThat(publisher.hasSubscribers()).isTrue();
            publisher.submit(List.of(ByteBuffer.allocate(1)));
            assertThat(publisher.hasSubscribers()).isFalse();
        }
        assertThat(body.getBody().toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(ResponseTooLargeException.class);
    }
}
