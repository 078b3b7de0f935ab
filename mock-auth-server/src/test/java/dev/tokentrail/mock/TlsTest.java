package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An emulator that speaks TLS, and clients that trust what it wrote for them. */
class TlsTest {

    private static final MockAuthServer mock =
            MockAuthServer.create().tls("mock.test", "*.wild.test", "192.0.2.7").start();

    @TempDir
    Path directory;

    @AfterAll
    static void stop() {
        mock.close();
    }

    @Test
    void a_java_client_trusts_it_by_the_ready_context() throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(mock.sslContext()).build();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(mock.goTo().uri("/oauth/jwks.json")).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(mock.url().getScheme()).isEqualTo("https");
    }

    @Test
    void a_java_client_that_trusts_nobody_in_particular_refuses_it() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(mock.goTo().uri("/oauth/jwks.json")).build();
        assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString())).isInstanceOf(SSLException.class);
    }

    @Test
    void every_address_that_it_builds_is_https() throws Exception {
        String metadata = get("localhost", "/goto/.well-known/oauth-authorization-server");
        assertThat(metadata)
                .contains("\"issuer\":\"https://localhost:" + mock.port() + "/goto\"")
                .doesNotContain("http://");
        assertThat(get("localhost", "/")).doesNotContain("http://localhost:" + mock.port());
        try (MockAuthServer namespace = mock.namespace().open()) {
            assertThat(namespace.url().toString()).startsWith("https://127.0.0.1:" + mock.port() + "/_ns/");
            assertThat(namespace.caCertificate()).isEqualTo(mock.caCertificate());
        }
    }

    @Test
    void the_certificates_have_what_strict_clients_ask_for() throws Exception {
        X509Certificate authority = mock.caCertificate();
        X509Certificate server;
        try (SSLSocket socket = connect("TLSv1.3")) {
            server = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
        server.verify(authority.getPublicKey());
        server.checkValidity();
        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(authority.getKeyUsage()[5]).as("keyCertSign").isTrue();
        assertThat(authority.getExtensionValue("2.5.29.14")).as("subject key").isNotEmpty();
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getExtensionValue("2.5.29.35")).as("authority key").isNotEmpty();
        Collection<List<?>> names = server.getSubjectAlternativeNames();
        assertThat(names.stream().<Object>map(name -> name.get(1)))
                .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "mock.test", "*.wild.test", "192.0.2.7");
        try (MockAuthServer other = MockAuthServer.create().tls().start()) {
            assertThat(other.caCertificate().getSubjectX500Principal())
                    .isNotEqualTo(authority.getSubjectX500Principal());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void current_versions_of_tls_are_spoken(String version) throws Exception {
        try (SSLSocket socket = connect(version)) {
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "02"})
    void old_versions_of_tls_are_not(String version) throws Exception {
        // The hello of a client of TLS 1.0 or 1.1 with ECDHE-ECDSA-AES128-SHA: this Java would not send one.
        String hello = "160301002d" + "01000029" + "03" + version + "00".repeat(32) + "00" + "0002c009" + "0100";
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(HexFormat.of().parseHex(hello));
            byte[] answer = socket.getInputStream().readNBytes(7);
            assertThat(answer[0]).as("alert").isEqualTo((byte) 21);
            assertThat(answer[6]).as("protocol_version").isEqualTo((byte) 70);
        }
    }

    @Test
    void who_speaks_plain_http_is_told() throws Exception {
        for (String target : List.of("/goto/oauth/jwks.json", "https://127.0.0.1:" + mock.port() + "/goto")) {
            try (Socket socket = new Socket("127.0.0.1", mock.port())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream()
                        .write(("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + mock.port()
                                        + "\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 400 ")
                        .endsWith(
                                "{\"error\":\"invalid_request\",\"error_description\":\"This port speaks TLS: begin the address with https\"}");
            }
        }
    }

    @Test
    void curl_node_and_python_trust_the_file() throws Exception {
        Path file = directory.resolve("ca.pem");
        mock.writeCaCertificate(file);
        String address = "https://localhost:" + mock.port() + "/goto/oauth/jwks.json";
        assertThat(run(Map.of(), "curl", "--silent", "--fail", "--cacert", file.toString(), address))
                .contains("\"keys\"");
        assertThat(run(
                        Map.of("NODE_EXTRA_CA_CERTS", file.toString()),
                        "node",
                        "-e",
                        "require('https').get(process.argv[1],r=>r.on('data',d=>process.stdout.write(d)))",
                        address))
                .contains("\"keys\"");
        String python = """
                import ssl, sys, urllib.request
                context = ssl.create_default_context(cafile=sys.argv[2])
                context.verify_flags |= ssl.VERIFY_X509_STRICT
                print(urllib.request.urlopen(sys.argv[1], context=context).read())
                """;
        assertThat(run(Map.of(), "python3", "-c", python, address, file.toString()))
                .contains("\"keys\"");
    }

    @Test
    void the_file_has_the_certificate_alone_and_replaces_only_its_like() throws Exception {
        Path file = directory.resolve("ca.pem");
        mock.writeCaCertificate(file);
        mock.writeCaCertificate(file);
        assertThat(Files.readString(file)).doesNotContain("PRIVATE");
        try (InputStream in = Files.newInputStream(file)) {
            assertThat(CertificateFactory.getInstance("X.509").generateCertificates(in))
                    .isEqualTo(List.of(mock.caCertificate()));
        }
        Path other = Files.writeString(directory.resolve("other.json"), "{\"precious\": true}");
        assertThatThrownBy(() -> mock.writeCaCertificate(other))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        "The CA file " + other + " is not written: what is there is no certificate and would be lost");
        assertThat(other).hasContent("{\"precious\": true}");
        assertThatThrownBy(() -> mock.writeCaCertificate(directory))
                .hasMessage("The CA file " + directory + " cannot be written: it is a directory");
        assertThatThrownBy(() -> mock.writeCaCertificate(directory.resolve("none/ca.pem")))
                .hasMessageEndingWith("there is no directory " + directory.resolve("none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "http://a", "a:80", "[::1]", "1.2.3", "1.2.3.256", "-a", "a..b", "a,b", "*"})
    void a_name_that_is_none_is_refused(String name) {
        MockAuthServerBuilder builder = MockAuthServer.create().tls(name);
        assertThatIllegalArgumentException()
                .isThrownBy(builder::start)
                .withMessage("A TLS name is a host name or an IP address without brackets, not " + name);
    }

    @Test
    void without_tls_there_is_no_certificate() {
        try (MockAuthServer plain = MockAuthServer.start()) {
            assertThatIllegalStateException()
                    .isThrownBy(plain::caCertificate)
                    .withMessage("This server speaks plain HTTP; create().tls() gives it a certificate");
            assertThatIllegalStateException().isThrownBy(plain::sslContext);
        }
    }

    private String get(String host, String path) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(mock.sslContext()).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + host + ":" + mock.port() + path))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private static SSLSocket connect(String version) throws IOException {
        SSLContext context = mock.sslContext();
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", mock.port());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command))).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
