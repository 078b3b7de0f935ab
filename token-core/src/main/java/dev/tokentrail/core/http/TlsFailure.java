package dev.tokentrail.core.http;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Says of a TLS connection that did not come about what was wrong with it, and what to do. */
final class TlsFailure {

    private static final Pattern ALERT = Pattern.compile("Received fatal alert: ([a-z_]+)$");

    /** What a service answers to a client without a certificate; in TLS 1.3 the request may be on its way by then. */
    private static final Set<String> ABOUT_OUR_CERTIFICATE = Set.of(
            "access_denied",
            "bad_certificate",
            "certificate_expired",
            "certificate_required",
            "certificate_revoked",
            "certificate_unknown",
            "unknown_ca",
            "unsupported_certificate");

    /** What is no TLS later on has another message. */
    private static final String NOT_TLS = "Unrecognized SSL message";

    private final String origin;
    private final SSLException failure;
    private final boolean namedTrust;

    private TlsFailure(String origin, SSLException failure, boolean namedTrust) {
        this.origin = origin;
        this.failure = failure;
        this.namedTrust = namedTrust;
    }

    static boolean isInHandshake(SSLException failure) {
        return failure instanceof SSLHandshakeException
                || String.valueOf(failure.getMessage()).startsWith(NOT_TLS);
    }

    /** Without the failure as a cause where trying again cannot help: {@link RequestNotSentException} without one means that. */
    static IOException of(String origin, SSLException failure, boolean namedTrust) {
        return new TlsFailure(origin, failure, namedTrust).explained();
    }

    private IOException explained() {
        String words = String.valueOf(failure.getMessage());
        if (words.startsWith(NOT_TLS)) {
            return hopeless(
                    "what answers there does not speak TLS. Is it the port of plain http, or another service's?");
        }
        Matcher alert = ALERT.matcher(words);
        if (alert.find()) {
            return refusedByService(alert.group(1));
        }
        for (Throwable inner = failure; inner != null; inner = inner.getCause()) {
            String reason = reason(inner);
            if (reason != null) {
                return notSent(reason);
            }
        }
        if (words.contains("terminated the handshake")) {
            return notSent(
                    "the connection was closed in the handshake. Is a TLS service behind this port, and is it well?");
        }
        if (words.contains("is not accepted by client preferences")) {
            return hopeless(
                    "it speaks neither TLS 1.2 nor TLS 1.3, and what is older is not safe. The service must offer one");
        }
        return notSent("the handshake failed (" + words
                + "). Does the service speak TLS 1.2 or 1.3, with a certificate in" + " order?");
    }

    private IOException refusedByService(String alert) {
        if (ABOUT_OUR_CERTIFICATE.contains(alert)) {
            // Of a kind that tells the readers of a failure that trying again cannot help.
            return new IOException(
                    origin + " refuses this client in the TLS handshake (" + alert + "): it seems to want a client"
                            + " certificate, and JdkTransport has none. A Transport of your own can present one",
                    new CertificateException("The client has no certificate", failure));
        }
        return switch (alert) {
            case "protocol_version" ->
                hopeless(
                        "it speaks neither TLS 1.2 nor TLS 1.3, and what is older is not safe. The service must offer one");
            case "unrecognized_name" ->
                hopeless("it does not know this host name. Is the address spelt as the service's certificate has it?");
            case "handshake_failure", "insufficient_security" ->
                hopeless("it shares no cipher suite with this JVM (" + alert + "), has no certificate of a kind that is"
                        + " accepted here, or wants one of the client. The service must offer a current one");
            default -> notSent("the service gave up the handshake (" + alert + "). Does its own log say why?");
        };
    }

    private @Nullable String reason(Throwable inner) {
        BasicReason basic =
                inner instanceof CertPathValidatorException path && path.getReason() instanceof BasicReason known
                        ? known
                        : BasicReason.UNSPECIFIED;
        if (inner instanceof CertificateExpiredException) {
            return "its certificate has expired (" + inner.getMessage()
                    + "). The service must renew it, unless the clock" + " of this machine is wrong";
        }
        if (inner instanceof CertificateNotYetValidException) {
            return "its certificate is not valid yet (" + inner.getMessage() + "). Is the clock of this machine right?";
        }
        if (basic == BasicReason.ALGORITHM_CONSTRAINED) {
            return "its certificate, or one above it, has a key or a signature that is too weak (" + inner.getMessage()
                    + "). The service needs one with RSA of 2048 bits or more, or ECDSA, signed with SHA-256 or better";
        }
        if (inner instanceof CertPathBuilderException || basic == BasicReason.INVALID_SIGNATURE) {
            return namedTrust
                    ? "its certificate is neither in the file of trusting(file) nor signed by one that is. Was it renewed?"
                            + " Or is somebody in between: compare the fingerprints before you name the new one"
                    : "its certificate is not signed by an authority that this JVM trusts. A private authority, or a"
                            + " self-signed certificate, is trusted with JdkTransport.builder().trusting(file)";
        }
        String words = String.valueOf(inner.getMessage());
        if (inner instanceof CertificateException
                && (words.startsWith("No subject alternative") || words.startsWith("No name matching"))) {
            return "its certificate is not for this host (" + words
                    + "). Call it by a name that stands in its certificate";
        }
        return null;
    }

    private RequestNotSentException notSent(String reason) {
        return new RequestNotSentException(beginning() + reason, failure);
    }

    private RequestNotSentException hopeless(String reason) {
        return new RequestNotSentException(beginning() + reason);
    }

    private String beginning() {
        return "No trusted TLS connection to " + origin + ": ";
    }
}
