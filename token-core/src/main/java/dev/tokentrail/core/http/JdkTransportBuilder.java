package dev.tokentrail.core.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a {@link JdkTransport}. */
public final class JdkTransportBuilder {

    /** How long a connection may take to come about if nothing is said: 10 seconds. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** How long a call may take to its last byte if nothing is said: 30 seconds. */
    public static final Duration DEFAULT_TOTAL_TIMEOUT = Duration.ofSeconds(30);

    /** The largest response that is accepted if nothing is said: 1 MiB. */
    public static final int DEFAULT_LARGEST_RESPONSE = 1024 * 1024;

    private static final Set<String> VERSIONS = Set.of("TLSv1.3", "TLSv1.2");

    private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
    private Duration totalTimeout = DEFAULT_TOTAL_TIMEOUT;
    private int largestResponse = DEFAULT_LARGEST_RESPONSE;
    private @Nullable SSLContext trust;

    JdkTransportBuilder() {}

    /**
     * Bounds the time until a connection stands.
     *
     * @param timeout longer than zero; default {@link #DEFAULT_CONNECT_TIMEOUT}
     * @return this builder
     * @throws IllegalArgumentException if it is not longer than zero
     */
    public JdkTransportBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = positive(timeout);
        return this;
    }

    /**
     * Bounds the time from sending to the last byte of the response.
     *
     * @param timeout longer than zero; default {@link #DEFAULT_TOTAL_TIMEOUT}
     * @return this builder
     * @throws IllegalArgumentException if it is not longer than zero
     */
    public JdkTransportBuilder totalTimeout(Duration timeout) {
        this.totalTimeout = positive(timeout);
        return this;
    }

    /**
     * Bounds the size of a response body.
     *
     * @param bytes at least 1; default {@link #DEFAULT_LARGEST_RESPONSE}
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public JdkTransportBuilder largestResponse(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("The largest accepted response must be at least 1 byte, not " + bytes);
        }
        this.largestResponse = bytes;
        return this;
    }

    /**
     * Trusts the certificates in a file and no others: a private authority, or one self-signed server certificate. That the
     * server's certificate is for the host, and valid today, is still checked; of the authority's own, the dates are not (RFC
     * 5280 section 6.1.1).
     *
     * @param certificates a PEM or DER file with one or more X.509 certificates
     * @return this builder
     * @throws IllegalArgumentException if the file cannot be read or holds no certificate
     */
    public JdkTransportBuilder trusting(Path certificates) {
        try (InputStream in = Files.newInputStream(certificates)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IllegalArgumentException("No certificate in " + certificates);
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : found) {
                store.setCertificateEntry("trusted-" + number++, certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new NamedTrust(x509(managers))}, null);
            this.trust = context;
            return this;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("No certificates can be read from " + certificates, unreadable);
        }
    }

    /**
     * Makes the transport.
     *
     * @return the transport
     */
    public JdkTransport build() {
        SSLContext context = trust == null ? defaultContext() : trust;
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(
                Stream.of(parameters.getProtocols()).filter(VERSIONS::contains).toArray(String[]::new));
        parameters.setAlgorithmConstraints(new CurrentAlgorithms());
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(context)
                .sslParameters(parameters)
                .build();
        return new JdkTransport(client, totalTimeout, largestResponse, trust != null);
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException unreadable) {
            throw new IllegalStateException(
                    "This JVM has no TLS: do javax.net.ssl.trustStore and javax.net.ssl.keyStore name files that can be read?",
                    unreadable);
        }
    }

    private static X509ExtendedTrustManager x509(TrustManagerFactory managers) {
        return Stream.of(managers.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("This JVM has no trust manager for X.509 certificates"));
    }

    private static Duration positive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A timeout is longer than zero, not " + timeout);
        }
        return timeout;
    }
}
