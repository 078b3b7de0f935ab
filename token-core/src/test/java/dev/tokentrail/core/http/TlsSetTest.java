package dev.tokentrail.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Servers that TLS is there to refuse, and what the error says. Each row of {@code docs/tls.md} is one of these tests, and has the
 * text that it saw.
 */
@Timeout(60)
class TlsSetTest {

    private static final String SECRET = "planted-secret-4711";
    private static final String HOST = "localhost";
    private static final Path PAGE = Path.of("..", "docs", "tls.md");

    private static final Set<String> FOR_NOW = Set.of("handshakeThatNeverFinishes", "closedInTheHandshake");

    /** The first byte of a client that speaks TLS (RFC 8446 section 5.1). */
    private static final String HANDSHAKE = "\u0016";

    private static Issued authority;
    private static Path trusted;
    private static RelaxedJvm relaxed;

    @TempDir
    static Path directory;

    private String name;

    @BeforeAll
    static void prepare() throws IOException {
        relaxed = new RelaxedJvm();
        authority = Issued.authority();
        trusted = authority.pem(directory);
    }

    @AfterAll
    static void stop() throws IOException {
        relaxed.close();
    }

    @BeforeEach
    void nameOf(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void aNamedAuthorityIsTrusted() throws IOException {
        assertAccepted(authority.signed(HOST).serverContext(), trusted);
    }

    @Test
    void aPinnedSelfSignedCertificateIsTrusted() throws IOException {
        Issued own = Issued.selfSigned(HOST);
        assertAccepted(own.serverContext(), own.pem(directory));
    }

    @Test
    void pinnedWeakKey() throws IOException {
        Issued own = Issued.selfSigned(HOST, Issued.rsa(1024));
        assertAccepted(relaxedServer("TLSv1.2", own), own.pem(directory));
    }

    @Test
    void expired() throws IOException {
        assertRefused(authority.signed(HOST, Issued.days(-3), Issued.days(-1)), trusted);
    }

    @Test
    void pinnedButExpired() throws IOException {
        Issued own = Issued.selfSigned(HOST, Issued.days(-3), Issued.days(-1));
        assertRefused(own, own.pem(directory));
    }

    @Test
    void notYetValid() throws IOException {
        assertRefused(authority.signed(HOST, Issued.days(1), Issued.days(3)), trusted);
    }

    @Test
    void wrongHost() throws IOException {
        assertRefused(authority.signed("other.example"), trusted);
    }

    @Test
    void pinnedButWrongHost() throws IOException {
        Issued own = Issued.selfSigned("other.example");
        assertRefused(own, own.pem(directory));
    }

    @Test
    void untrustedIssuer() throws IOException {
        assertRefused(authority.signed(HOST), null);
    }

    @Test
    void selfSignedNotPinned() throws IOException {
        assertRefused(Issued.selfSigned(HOST), null);
    }

    @Test
    void anotherCertificateOfThePinnedName() throws IOException {
        assertRefused(Issued.selfSigned(HOST), Issued.selfSigned(HOST).pem(directory));
    }

    @Test
    void anotherAuthorityThanTheNamed() throws IOException {
        assertRefused(Issued.authority().signed(HOST), trusted);
    }

    @Test
    void signedWithSha1() throws IOException {
        assertRefused(relaxedServer("TLSv1.2", authority.signed(HOST, Issued.ecdsa(), "SHA1")), trusted);
    }

    @Test
    void weakKey() throws IOException {
        assertRefused(relaxedServer("TLSv1.2", authority.signed(HOST, Issued.rsa(1024), "SHA256")), trusted);
    }

    @Test
    void weakKeyOfTheAuthority() throws IOException {
        Issued weak = Issued.authority(Issued.rsa(1024));
        assertAccepted(relaxedServer("TLSv1.2", weak.signed(HOST)), weak.pem(directory));
    }

    @Test
    void tls10Only() throws IOException {
        assertRefused(relaxedServer("TLSv1", authority.signed(HOST)), trusted);
    }

    @Test
    void tls11Only() throws IOException {
        assertRefused(relaxedServer("TLSv1.1", authority.signed(HOST)), trusted);
    }

    /** The client itself refuses, whatever the JVM allows. */
    @Test
    void tls11FromAJvmThatAllowsIt() throws IOException {
        Path store = authority.signed(HOST).keyStore(directory);
        String address = "https://localhost:" + relaxed.serve("TLSv1.1", store) + "/";
        String refused = relaxed.call(address, trusted);
        assertThat(refused).startsWith(RequestNotSentException.class.getName() + ": ");
        assertThat(relaxed.call("https://localhost:" + relaxed.serve("TLSv1.2", store) + "/", trusted))
                .as("what TLS 1.2 gets there")
                .isEqualTo("status 200");
        assertRow(refused.substring(refused.indexOf(": ") + 2).replaceAll("localhost:\\d+", "service.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void tls12And13(String version) throws IOException {
        SSLContext context = authority.signed(HOST).serverContext();
        SSLServerSocket socket =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
        socket.setEnabledProtocols(new String[] {version});
        try (TlsPeer peer = TlsPeer.with(socket)) {
            assertThat(send(peer, trusting(trusted)).status()).isEqualTo(200);
        }
        assertRow("accepted");
    }

    @Test
    void clientCertificateWanted() throws IOException {
        SSLServerSocket socket = (SSLServerSocket)
                authority.signed(HOST).serverContext().getServerSocketFactory().createServerSocket();
        socket.setNeedClientAuth(true);
        socket.setEnabledProtocols(new String[] {"TLSv1.3"});
        assertRefused(TlsPeer.with(socket), trusting(trusted), IOException.class);
    }

    @Test
    void handshakeThatNeverFinishes() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        Transport hasty = JdkTransport.builder()
                .connectTimeout(Duration.ofMillis(400))
                .totalTimeout(Duration.ofSeconds(1))
                .build();
        try (TlsPeer peer = TlsPeer.raw(connection -> never.await())) {
            IOException refused = refusal(peer, hasty, RequestNotSentException.class);
            // The time may be over before the first byte is sent, and before it is seen here.
            assertThat(peer.sent()).matches(sent -> sent.isEmpty() || sent.startsWith(HANDSHAKE));
            assertSaid(refused, origin(peer));
        }
    }

    @Test
    void closedInTheHandshake() throws IOException {
        assertRefused(
                TlsPeer.raw(connection -> connection.getInputStream().read()),
                trusting(trusted),
                RequestNotSentException.class);
    }

    @Test
    void plainHttpOnTheHttpsPort() throws IOException {
        assertRefused(
                TlsPeer.raw(connection -> {
                    connection.getInputStream().read();
                    new ByteArrayInputStream("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII))
                            .transferTo(connection.getOutputStream());
                    connection.shutdownOutput();
                    connection.getInputStream().transferTo(OutputStream.nullOutputStream());
                }),
                trusting(trusted),
                RequestNotSentException.class);
    }

    @Test
    void noCommonCipherSuite() throws IOException {
        SSLServerSocket socket = (SSLServerSocket)
                authority.signed(HOST).serverContext().getServerSocketFactory().createServerSocket();
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
        assertRefused(TlsPeer.with(socket), trusting(trusted), RequestNotSentException.class);
    }

    @Test
    void plainHttpToAnotherHost() throws IOException {
        WireRequest request = request("http://service.example/token");
        assertSaid(
                catchThrowableOfType(
                        RequestNotSentException.class,
                        () -> JdkTransport.create().send(request)),
                "no port");
    }

    private void assertAccepted(SSLContext server, Path trust) throws IOException {
        assertAccepted(TlsPeer.with(server), trust);
    }

    private void assertAccepted(TlsPeer server, Path trust) throws IOException {
        try (TlsPeer peer = server) {
            assertThat(send(peer, trusting(trust)).status()).isEqualTo(200);
            assertThat(peer.sent()).startsWith(HANDSHAKE).doesNotContain(SECRET);
            assertRow("accepted");
        }
    }

    private void assertRefused(Issued server, Path trust) throws IOException {
        assertRefused(TlsPeer.with(server.serverContext()), trust);
    }

    private void assertRefused(TlsPeer peer, Path trust) throws IOException {
        assertRefused(peer, trust == null ? JdkTransport.create() : trusting(trust), RequestNotSentException.class);
    }

    private void assertRefused(TlsPeer server, Transport transport, Class<? extends IOException> kind)
            throws IOException {
        try (TlsPeer peer = server) {
            IOException refused = refusal(peer, transport, kind);
            assertThat(peer.sent()).startsWith(HANDSHAKE);
            assertSaid(refused, origin(peer));
        }
    }

    private static IOException refusal(TlsPeer peer, Transport transport, Class<? extends IOException> kind) {
        IOException refused = catchThrowableOfType(kind, () -> send(peer, transport));
        assertThat(refused).as("the refusal").isNotNull();
        assertThat(peer.requests()).as("requests that came through").isZero();
        assertThat(peer.sent()).doesNotContain(SECRET).doesNotContain("/token");
        return refused;
    }

    private void assertSaid(IOException refused, String origin) throws IOException {
        StringWriter everything = new StringWriter();
        refused.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString()).doesNotContain(SECRET);
        assertThat(isForNow(refused)).as("worth another try").isEqualTo(FOR_NOW.contains(name));
        assertRow(refused.getMessage().replace(origin, "https://service.example"));
    }

    /** As the readers of a failure see it: without a cause, or for a certificate's sake, it is for good. */
    private static boolean isForNow(IOException refused) {
        for (Throwable inner = refused.getCause(); inner != null; inner = inner.getCause()) {
            if (inner instanceof CertificateException) {
                return false;
            }
        }
        return refused.getCause() != null;
    }

    /** The page has what was seen, but for the JDK's words in brackets, in the row that names this test. */
    private void assertRow(String seen) throws IOException {
        String test = "`TlsSetTest#" + name + "`";
        List<String> cells = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("|") && line.contains(test))
                .map(line -> line.split(" \\| ")[1])
                .toList();
        assertThat(cells)
                .as("docs/tls.md, second cell of the row of " + test)
                .containsExactly(seen.replaceAll(" \\([^)]*\\)", " (…)"));
    }

    private static WireResponse send(TlsPeer peer, Transport transport) throws IOException {
        return transport.send(request(origin(peer) + "/token"));
    }

    private static String origin(TlsPeer peer) {
        return "https://localhost:" + peer.port();
    }

    private static WireRequest request(String address) {
        return WireRequest.post(address)
                .header("Authorization", "Bearer " + SECRET)
                .form(Parameters.of("client_secret", SECRET))
                .build();
    }

    private static Transport trusting(Path trust) {
        return JdkTransport.builder().trusting(trust).build();
    }

    private static TlsPeer relaxedServer(String version, Issued server) throws IOException {
        return TlsPeer.before(relaxed.serve(version, server.keyStore(directory)));
    }
}
