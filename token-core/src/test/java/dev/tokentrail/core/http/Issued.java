package dev.tokentrail.core.http;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate made for one test, with its key; valid since yesterday and until tomorrow. */
record Issued(X509Certificate certificate, KeyPair keys) {

    static final String PASSWORD = "changeit";

    private static final Instant NOW = Instant.now();
    private static final SecureRandom RANDOM = new SecureRandom();

    static Issued authority() {
        return authority(ecdsa());
    }

    static Issued authority(KeyPair keys) {
        return authority("an authority " + RANDOM.nextLong(), keys);
    }

    private static Issued authority(String name, KeyPair keys) {
        return sign(name, keys, name, keys.getPrivate(), "SHA256", days(-1), days(1), null);
    }

    static Issued selfSigned(String host) {
        return selfSigned(host, days(-1), days(1));
    }

    static Issued selfSigned(String host, KeyPair keys) {
        return selfSigned(host, keys, days(-1), days(1));
    }

    static Issued selfSigned(String host, Instant from, Instant until) {
        return selfSigned(host, ecdsa(), from, until);
    }

    private static Issued selfSigned(String host, KeyPair keys, Instant from, Instant until) {
        return sign("self-signed", keys, "self-signed", keys.getPrivate(), "SHA256", from, until, host);
    }

    /** Signs for a server. */
    Issued signed(String host) {
        return signed(host, ecdsa(), "SHA256", days(-1), days(1));
    }

    Issued signed(String host, Instant from, Instant until) {
        return signed(host, ecdsa(), "SHA256", from, until);
    }

    Issued signed(String host, KeyPair theirs, String hash) {
        return signed(host, theirs, hash, days(-1), days(1));
    }

    private Issued signed(String host, KeyPair theirs, String hash, Instant from, Instant until) {
        String issuer = certificate.getSubjectX500Principal().getName();
        return sign(issuer.substring(3), theirs, "server", keys.getPrivate(), hash, from, until, host);
    }

    static Instant days(int ahead) {
        return NOW.plus(Duration.ofDays(ahead));
    }

    static KeyPair ecdsa() {
        return keys("EC", 256);
    }

    static KeyPair rsa(int bits) {
        return keys("RSA", bits);
    }

    private static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Issued sign(
            String issuer,
            KeyPair subjectKeys,
            String subject,
            PrivateKey issuerKey,
            String hash,
            Instant from,
            Instant until,
            String host) {
        String algorithm = hash + "with" + (issuerKey.getAlgorithm().equals("EC") ? "ECDSA" : "RSA");
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=" + issuer),
                    new BigInteger(63, RANDOM),
                    Date.from(from),
                    Date.from(until),
                    new X500Name("CN=" + subject),
                    subjectKeys.getPublic());
            if (host == null) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            } else {
                int kind = host.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName;
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kind, host)));
            }
            return new Issued(
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKey))),
                    subjectKeys);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes the certificate as PEM. */
    Path pem(Path directory) throws IOException {
        try {
            return Files.writeString(
                    Files.createTempFile(directory, "certificate", ".pem"),
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes key and certificate as PKCS #12 with {@link #PASSWORD}. */
    Path keyStore(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "server", ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            keyStore().store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        return file;
    }

    SSLContext serverContext() {
        try {
            return serverContext(keyStore());
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    static SSLContext serverContext(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private KeyStore keyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", keys.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate});
        return store;
    }
}
