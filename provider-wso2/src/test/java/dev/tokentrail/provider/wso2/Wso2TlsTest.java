package dev.tokentrail.provider.wso2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a self-signed certificate, as WSO2 comes out of the box, behind real TLS. */
class Wso2TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path directory;

    private final AtomicInteger calls = new AtomicInteger();
    private HttpsServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void itsCertificateIsTrustedByNamingIt() throws Exception {
        Path store = selfSigned("wso2", "ip:127.0.0.1,dns:localhost");
        Path wso2carbon = certificate(store);
        Wso2Config config = configOf(start(store));

        // region tls
        Transport transport = JdkTransport.builder().trusting(wso2carbon).build();
        Wso2 wso2 = new Wso2(config, transport, Clock.systemUTC());
        // endregion

        Token token = wso2.clientCredentials();
        assertThat(token.accessToken().reveal()).isEqualTo("over-tls");
        assertThat(calls).hasValue(1);
    }

    @Test
    void withoutThatItIsRefusedBeforeAnythingIsSent() throws Exception {
        Wso2 wso2 = new Wso2(configOf(start(selfSigned("wso2", "ip:127.0.0.1,dns:localhost"))));

        ProviderUnavailableException refused =
                catchThrowableOfType(ProviderUnavailableException.class, wso2::clientCredentials);

        assertThat(refused).hasMessageContaining("No trusted TLS connection").hasMessageContaining("trusting(file)");
        assertThat(refused.mayHaveReachedProvider()).isFalse();
        assertThat(refused.retryable()).isFalse();
        assertThat(calls).hasValue(0);
    }

    @Test
    void aPinnedCertificateOfAnotherHostIsRefused() throws Exception {
        Path store = selfSigned("wso2", "dns:wso2.example");
        Wso2 wso2 = new Wso2(configOf(start(store)), trusting(certificate(store)), Clock.systemUTC());

        ProviderUnavailableException refused =
                catchThrowableOfType(ProviderUnavailableException.class, wso2::clientCredentials);

        assertThat(refused).hasMessageContaining("for this host").hasMessageNotContaining("later");
        assertThat(refused.retryable()).isFalse();
        assertThat(calls).hasValue(0);
    }

    @Test
    void anotherCertificateThanThePinnedOneIsRefused() throws Exception {
        Path pinned = certificate(selfSigned("pinned", "ip:127.0.0.1"));
        Wso2 wso2 =
                new Wso2(configOf(start(selfSigned("impostor", "ip:127.0.0.1"))), trusting(pinned), Clock.systemUTC());

        assertThat(catchThrowableOfType(ProviderUnavailableException.class, wso2::clientCredentials))
                .isNotNull();
        assertThat(calls).hasValue(0);
    }

    @Test
    void aPrivateAuthorityIsTrustedForWhatItSigned() throws Exception {
        Path authority = selfSigned("authority", "dns:authority.example", "-ext", "bc:c");
        Path store = selfSigned("wso2", "ip:127.0.0.1");
        Path request = directory.resolve("wso2.csr");
        keytool("-certreq", "-keystore", store, "-alias", "wso2", "-file", request);
        Path signed = directory.resolve("wso2.signed");
        keytool(
                "-gencert",
                "-keystore",
                authority,
                "-alias",
                "authority",
                "-infile",
                request,
                "-outfile",
                signed,
                "-rfc",
                "-ext",
                "san=ip:127.0.0.1");
        keytool("-importcert", "-noprompt", "-keystore", store, "-alias", "ca", "-file", certificate(authority));
        keytool("-importcert", "-noprompt", "-keystore", store, "-alias", "wso2", "-file", signed);
        Wso2 wso2 = new Wso2(configOf(start(store)), trusting(certificate(authority)), Clock.systemUTC());

        assertThat(wso2.clientCredentials().accessToken().reveal()).isEqualTo("over-tls");
    }

    private static Transport trusting(Path certificate) {
        return JdkTransport.builder().trusting(certificate).build();
    }

    private static Wso2Config configOf(String address) {
        return Wso2Config.atServer(address, "key", Secret.of("secret"));
    }

    private String start(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/oauth2/token", exchange -> {
            calls.incrementAndGet();
            byte[] body = "{\"access_token\":\"over-tls\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    private Path selfSigned(String alias, String names, Object... more) throws IOException, InterruptedException {
        Path store = directory.resolve(alias + ".p12");
        List<Object> arguments = new ArrayList<>(List.of(
                "-genkeypair", "-keystore", store, "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1"));
        arguments.addAll(List.of("-dname", "CN=" + alias, "-validity", "2", "-ext", "san=" + names));
        arguments.addAll(List.of(more));
        keytool(arguments.toArray());
        return store;
    }

    private Path certificate(Path store) throws IOException, InterruptedException {
        String alias = store.getFileName().toString().replace(".p12", "");
        Path file = directory.resolve(alias + ".pem");
        keytool("-exportcert", "-rfc", "-keystore", store, "-alias", alias, "-file", file);
        return file;
    }

    private static void keytool(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
