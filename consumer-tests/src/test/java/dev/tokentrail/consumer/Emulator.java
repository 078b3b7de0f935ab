package dev.tokentrail.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The emulator's jar as a process that speaks TLS, with a namespace for each test. */
final class Emulator implements AutoCloseable {

    private static final Path JAR = Path.of("..", "mock-auth-server", "target", "mock-auth-server.jar");

    private final HttpClient client;
    private final Process process;
    private final BufferedReader printed;
    private final String root;

    /** Starts it, and writes a trust store with its certificate authority. */
    Emulator(Path trustStore) throws IOException, GeneralSecurityException {
        Path authority = trustStore.resolveSibling("emulator-ca.pem");
        process = new ProcessBuilder(
                        Program.JAVA.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString(),
                        "--port",
                        "0",
                        "--tls",
                        "--ca-file",
                        authority.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        printed = process.inputReader();
        String ready = printed.readLine();
        assertThat(ready).as("the first line of %s", JAR).startsWith("Mock authorization server ready at https://");
        root = ready.substring(ready.indexOf("https"));
        client = HttpClient.newBuilder()
                .sslContext(trusting(authority, trustStore))
                .build();
    }

    private static SSLContext trusting(Path authority, Path trustStore) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(authority)) {
            trusted.setCertificateEntry(
                    "emulator", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        try (OutputStream file = Files.newOutputStream(trustStore)) {
            trusted.store(file, Program.TRUST_STORE_PASSWORD.toCharArray());
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** The address of an emulator that only this name's callers see. */
    String namespace(String name) throws IOException, InterruptedException {
        HttpResponse<String> opened = post(root + "/_mock/namespaces", "{\"name\":\"" + name + "\"}");
        assertThat(opened.statusCode()).as(opened.body()).isBetween(200, 201);
        return root + "/_ns/" + name;
    }

    /** Fails unless the namespace saw what the JSON expects. */
    void verify(String namespace, String expectation) throws IOException, InterruptedException {
        HttpResponse<String> verified = post(namespace + "/_mock/verify", expectation);
        assertThat(verified.statusCode()).as(verified.body()).isEqualTo(200);
    }

    private HttpResponse<String> post(String address, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        printed.close();
    }
}
