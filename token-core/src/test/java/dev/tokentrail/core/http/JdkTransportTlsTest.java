package dev.tokentrail.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 and HTTP/1.1 over TLS, with trust in one certificate and never in all. */
class JdkTransportTlsTest {

    private final HeldCertificate authority = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("authority")
            .build();

    @TempDir
    Path directory;

    @Test
    void speaksHttp2WhereTheServerOffersItAndSendsTheSameRequest() throws Exception {
        try (MockWebServer server = server("localhost", List.of(Protocol.HTTP_2, Protocol.HTTP_1_1))) {
            RecordedRequest request = exchange(server);
            assertThat(request.getVersion()).isEqualTo("HTTP/2");
        }
    }

    @Test
    void speaksHttp11OtherwiseAndSendsTheSameRequest() throws Exception {
        try (MockWebServer server = server("localhost", List.of(Protocol.HTTP_1_1))) {
            RecordedRequest request = exchange(server);
            assertThat(request.getVersion()).isEqualTo("HTTP/1.1");
        }
    }

    @Test
    void trustsNobodyWhoWasNotNamed() throws Exception {
        try (MockWebServer server = server("localhost", List.of(Protocol.HTTP_1_1))) {
            assertThatThrownBy(() -> JdkTransport.create()
                            .send(WireRequest.get(server.url("/").toString()).build()))
                    .isInstanceOf(RequestNotSentException.class)
                    .hasMessageContaining("trusting(file)");
            assertThat(server.getRequestCount()).isZero();
        }
    }

    @Test
    void aTrustedCertificateMustStillNameTheHost() throws Exception {
        try (MockWebServer server = server("other.example", List.of(Protocol.HTTP_1_1))) {
            String address = "https://localhost:" + server.getPort() + "/";
            assertThatThrownBy(() -> pinned().send(WireRequest.get(address).build()))
                    .isInstanceOf(RequestNotSentException.class)
                    .hasMessageContaining("for this host");
            assertThat(server.getRequestCount()).isZero();
        }
    }

    @Test
    void refusesAFileWithoutACertificate() throws IOException {
        Path nothing = Files.writeString(directory.resolve("nothing.pem"), "no certificate");
        for (Path file : List.of(nothing, directory.resolve("missing.pem"))) {
            assertThatThrownBy(() -> JdkTransport.builder().trusting(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    private RecordedRequest exchange(MockWebServer server) throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(201)
                .addHeader("X-A", "b")
                .body("{}")
                .build());
        WireResponse response = pinned().send(
                        WireRequest.post(server.url("/token?a=%20b").toString())
                                .header("X-List", "one")
                                .header("X-List", "two")
                                .form(Parameters.of("a", "b c"))
                                .build());
        assertThat(response.status()).isEqualTo(201);
        assertThat(response.header("x-a")).contains("b");
        assertThat(response.headers()).noneMatch(header -> header.name().startsWith(":"));
        assertThat(response.text()).isEqualTo("{}");
        RecordedRequest request = server.takeRequest();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getTarget()).isEqualTo("/token?a=%20b");
        assertThat(request.getHeaders().values("X-List")).containsExactly("one", "two");
        assertThat(request.getHeaders().get("User-Agent")).isEqualTo("tokentrail");
        assertThat(request.getBody()).isNotNull();
        assertThat(request.getBody().utf8()).isEqualTo("a=b+c");
        return request;
    }

    private Transport pinned() throws IOException {
        Path file = Files.writeString(directory.resolve("authority.pem"), authority.certificatePem());
        return JdkTransport.builder().trusting(file).build();
    }

    private MockWebServer server(String host, List<Protocol> protocols) throws IOException {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .signedBy(authority)
                .addSubjectAlternativeName(host)
                .build();
        MockWebServer server = new MockWebServer();
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.setProtocols(protocols);
        server.start();
        return server;
    }

    @Test
    void aHandshakeThatFailsOtherwiseIsToldInTheWordsOfTheJvm() {
        SSLException odd = new SSLHandshakeException("odd");
        assertThat(TlsFailure.isInHandshake(odd)).isTrue();
        assertThat(TlsFailure.isInHandshake(new SSLException("Connection reset")))
                .isFalse();
        assertThat(TlsFailure.isInHandshake(new SSLException(null, null))).isFalse();
        assertThat(TlsFailure.of("https://as.example", odd, false))
                .isInstanceOf(RequestNotSentException.class)
                .hasMessageStartingWith("No trusted TLS connection to https://as.example: the handshake failed (odd)")
                .hasCause(odd);
        SSLException closed = new SSLHandshakeException("Remote host terminated the handshake");
        assertThat(TlsFailure.of("https://as.example", closed, false))
                .hasMessageContaining("closed in the handshake")
                .hasCause(closed);
        assertThat(TlsFailure.of(
                        "https://as.example",
                        new SSLHandshakeException("The server selected protocol version TLS11 is not accepted by client"
                                + " preferences [TLS13, TLS12]"),
                        false))
                .isInstanceOf(RequestNotSentException.class)
                .hasMessageContaining("neither TLS 1.2 nor TLS 1.3")
                .hasNoCause();
    }
}
