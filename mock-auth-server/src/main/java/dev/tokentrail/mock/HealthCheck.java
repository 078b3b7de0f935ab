package dev.tokentrail.mock;

import dev.tokentrail.mock.tls.ServerIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** Asks a running emulator whether it is up, for where there is no other client: in a container. */
final class HealthCheck {

    private static final int PATIENCE_MILLISECONDS = 5000;

    private HealthCheck() {}

    /**
     * Asks.
     *
     * @param server address of the emulator
     * @param authority what to trust, null for what Java trusts
     * @return what is wrong, null if it is up
     * @throws IllegalArgumentException if the address is none
     */
    static @Nullable String failure(String server, @Nullable Path authority) {
        URI health = address(server);
        try {
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLISECONDS);
            connection.setReadTimeout(PATIENCE_MILLISECONDS);
            if (connection instanceof HttpsURLConnection secure && authority != null) {
                secure.setSSLSocketFactory(
                        ServerIdentity.trusting(certificate(authority)).getSocketFactory());
            }
            int status = connection.getResponseCode();
            return status == 200 ? null : health + " answers " + status;
        } catch (IOException e) {
            return health + " does not answer: " + e.getMessage();
        }
    }

    private static URI address(String server) {
        if (!server.matches("https?://[^/?#@\\s]+(/[^?#\\s]*)?")) {
            throw new IllegalArgumentException(
                    "--check needs the address of a server, such as http://127.0.0.1:9090, not " + server);
        }
        return URI.create(server.replaceFirst("/+$", "") + "/_mock/health");
    }

    private static X509Certificate certificate(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (CertificateException e) {
            throw new IOException("the CA file " + file + " has no certificate", e);
        }
    }
}
