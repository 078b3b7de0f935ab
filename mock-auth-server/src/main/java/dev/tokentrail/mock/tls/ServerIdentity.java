package dev.tokentrail.mock.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate of one server and the authority that signed it. Both are new, and the key of the authority is gone
 * once it has signed: whoever trusts it trusts this server and no other.
 */
public final class ServerIdentity {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::");
    private static final char[] NO_PASSWORD = {};

    private final X509Certificate authority;
    private final SSLContext serverContext;

    private ServerIdentity(X509Certificate authority, SSLContext serverContext) {
        this.authority = authority;
        this.serverContext = serverContext;
    }

    /**
     * Creates an identity for {@code localhost}, {@code 127.0.0.1}, {@code ::1} and further names.
     *
     * @param host the address that the server binds
     * @param more other names by which clients reach it
     * @return the identity
     * @throws IllegalArgumentException if one of them is neither a host name nor an IP address
     */
    public static ServerIdentity create(String host, List<String> more) {
        Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        if (!EVERY_ADDRESS.contains(host)) {
            names.add(HostName.checked(host));
        }
        more.forEach(name -> names.add(HostName.checked(name)));
        try {
            Authority authority = new Authority();
            KeyPair keys = Authority.newKeys();
            KeyStore store = empty();
            store.setKeyEntry("server", keys.getPrivate(), NO_PASSWORD, new Certificate[] {
                authority.certify(keys.getPublic(), names), authority.certificate()
            });
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return new ServerIdentity(authority.certificate(), context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The certificate cannot be generated", e);
        }
    }

    /**
     * The certificate that a client has to trust.
     *
     * @return the certificate of the authority
     */
    public X509Certificate authority() {
        return authority;
    }

    SSLContext serverContext() {
        return serverContext;
    }

    /**
     * A context for clients that trust the authority of this server and nobody else.
     *
     * @return the context
     */
    public SSLContext clientContext() {
        return trusting(authority);
    }

    /**
     * A context for clients that trust what one authority signed and nothing else.
     *
     * @param authority the certificate of the authority
     * @return the context
     */
    public static SSLContext trusting(X509Certificate authority) {
        try {
            KeyStore store = empty();
            store.setCertificateEntry("authority", authority);
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Certificates cannot be trusted", e);
        }
    }

    /**
     * Writes the certificate of the authority, no key, as PEM (RFC 7468 section 5).
     *
     * @param file is created, or replaced if it has a certificate
     * @throws UncheckedIOException if it cannot be written, or has anything but a certificate
     */
    public void writeAuthority(Path file) {
        try {
            refuseOther(file);
            Files.writeString(file, pem());
        } catch (IOException e) {
            throw new UncheckedIOException("The CA file " + file + " cannot be written: " + reason(file), e);
        }
    }

    private static void refuseOther(Path file) throws IOException {
        if (Files.isRegularFile(file)
                && Files.size(file) > 0
                && !Files.readString(file, StandardCharsets.ISO_8859_1).startsWith(BEGIN)) {
            throw new UncheckedIOException(
                    "The CA file " + file + " is not written: what is there is no certificate and would be lost",
                    new IOException("not a certificate"));
        }
    }

    private static String reason(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            return "it is a directory";
        }
        return directory != null && !Files.isDirectory(directory)
                ? "there is no directory " + directory
                : "permission is missing, or the disk is read-only or full";
    }

    private String pem() {
        try {
            return BEGIN + "\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(authority.getEncoded())
                    + "\n" + END + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate can be written", e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException("An empty key store is not read from anywhere", e);
        }
    }

    @Override
    public String toString() {
        return "ServerIdentity[" + authority.getSubjectX500Principal() + "]";
    }
}
