package dev.tokentrail.mock;

import dev.tokentrail.mock.http.HttpHost;
import dev.tokentrail.mock.tls.ServerIdentity;
import dev.tokentrail.mock.wso2.Wso2Service;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * A running emulator of the token services of Sage X3, Sonetel, X Booker, GoTo and WSO2 API Manager.
 *
 * <pre>{@code
 * try (MockAuthServer mock = MockAuthServer.start()) {
 *     URI tokenEndpoint = mock.goTo().uri("/oauth/token");
 *     mock.goTo().failNext(503, "{}");
 *     mock.clock().advance(Duration.ofHours(1));
 *     RecordedRequest request = mock.takeRequest(Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * <p>It is strict: what the real service refuses, it refuses, with that service's status and body. It is for tests
 * only: its keys and demo credentials are public. Thread-safe.
 */
public final class MockAuthServer implements AutoCloseable {

    private final Emulator emulator;
    private final HttpHost host;

    MockAuthServer(Emulator emulator, HttpHost host) {
        this.emulator = emulator;
        this.host = host;
    }

    /**
     * Starts with the demo credentials, on a free port of 127.0.0.1.
     *
     * @return the running emulator
     */
    public static MockAuthServer start() {
        return create().start();
    }

    /**
     * Begins to describe an emulator.
     *
     * @return a builder: 127.0.0.1, a free port, all services, the demo credentials
     */
    public static MockAuthServerBuilder create() {
        return new MockAuthServerBuilder();
    }

    /**
     * Where it listens.
     *
     * @return scheme, host and port, and {@code /_ns/NAME} for a namespace, without a trailing slash
     */
    public URI url() {
        return URI.create(host.origin() + emulator.prefix());
    }

    /**
     * The port it listens at.
     *
     * @return the port
     */
    public int port() {
        return host.port();
    }

    /**
     * The certificate of the authority that signed this server's certificate. The authority is new at each start and
     * its key is gone: it signs nothing else.
     *
     * @return the certificate that clients have to trust
     * @throws IllegalStateException if the server was started without {@link MockAuthServerBuilder#tls}
     */
    public X509Certificate caCertificate() {
        return identity().authority();
    }

    /**
     * Writes {@link #caCertificate} as PEM, for clients that read it from a file.
     *
     * @param file is created, or replaced if it has a certificate
     * @throws IllegalStateException if the server was started without {@link MockAuthServerBuilder#tls}
     * @throws java.io.UncheckedIOException if it cannot be written, or has anything but a certificate
     */
    public void writeCaCertificate(Path file) {
        identity().writeAuthority(file);
    }

    /**
     * A TLS context for clients of this server, such as {@code HttpClient.newBuilder().sslContext(...)}.
     *
     * @return a context that trusts {@link #caCertificate} and nothing else
     * @throws IllegalStateException if the server was started without {@link MockAuthServerBuilder#tls}
     */
    public SSLContext sslContext() {
        return identity().clientContext();
    }

    private ServerIdentity identity() {
        ServerIdentity identity = host.identity();
        if (identity == null) {
            throw new IllegalStateException("This server speaks plain HTTP; create().tls() gives it a certificate");
        }
        return identity;
    }

    /**
     * Sage X3, at {@code /x3/v1}; a second region is at {@code /x3-us/v1}.
     *
     * @return the service
     */
    public MockService x3() {
        return service("x3");
    }

    /**
     * Sonetel, at {@code /sonetel}.
     *
     * @return the service
     */
    public MockService sonetel() {
        return service("sonetel");
    }

    /**
     * X Booker, at {@code /xbooker}.
     *
     * @return the service
     */
    public MockService xBooker() {
        return service("xbooker");
    }

    /**
     * GoTo, at {@code /goto}.
     *
     * @return the service
     */
    public MockService goTo() {
        return service("goto");
    }

    /**
     * WSO2 API Manager, at {@code /wso2}.
     *
     * @return the service
     */
    public MockService wso2() {
        return service("wso2");
    }

    private MockService service(String name) {
        return new MockService(emulator.service(name), emulator, url());
    }

    /**
     * A JWT that WSO2's JWT-bearer and token-exchange grants accept for the next five minutes.
     *
     * @param subject user name, {@code admin} for the demo user
     * @return the signed JWT
     */
    public String jwtAssertion(String subject) {
        return wso2Service().jwtAssertion(url().toString(), subject);
    }

    /**
     * A SAML 2.0 assertion that WSO2's SAML2-bearer grant accepts for the next five minutes.
     *
     * @param subject user name, {@code admin} for the demo user
     * @return the signed assertion, base64url
     */
    public String saml2Assertion(String subject) {
        return wso2Service().saml2Assertion(url().toString(), subject);
    }

    private Wso2Service wso2Service() {
        return (Wso2Service) emulator.service("wso2");
    }

    /**
     * The one clock, which moves codes, tokens, introspection and {@code expires_in} together.
     *
     * @return the clock
     */
    public MockClock clock() {
        return emulator.clock();
    }

    /**
     * The journal: requests as they were received, the control paths left out.
     *
     * @return the latest 1000 requests (or as configured) and at most 32 MiB, in order of arrival
     */
    public List<RecordedRequest> requests() {
        return journal().requests();
    }

    /**
     * Waits for the next request that is here as a whole and was not taken before.
     *
     * @param patience how long to wait, at most a day
     * @return the request; its answer may still be due
     * @throws java.util.NoSuchElementException if none comes in time; the message lists what came
     */
    public RecordedRequest takeRequest(Duration patience) {
        return journal().takeRequest(patience);
    }

    /**
     * Everything in the journal, to be narrowed down, verified or exported.
     *
     * @return the view of everything
     */
    public JournalView journal() {
        return JournalView.all(emulator.journal());
    }

    /**
     * Begins assertions about the calls of every service as they are now; the journal has them all, or the assertion fails.
     *
     * @return what can be asserted
     */
    public Verification verify() {
        return journal().verify();
    }

    /**
     * Everything in the journal as an HTTP Archive without its secrets; see {@link JournalView#har}.
     *
     * @return a JSON text
     */
    public String har() {
        return journal().har();
    }

    /**
     * Everything in the journal as an HTTP Archive with all its secrets; see {@link JournalView#harRevealingSecrets}.
     *
     * @return a JSON text that belongs into no log, file or bug report
     */
    public String harRevealingSecrets() {
        return journal().harRevealingSecrets();
    }

    /**
     * The part of the journal that begins now, so that tests can share an emulator without a reset.
     *
     * @return the view of what is still to come
     */
    public JournalView mark() {
        return journal().mark();
    }

    /**
     * Answers the next request to any service in place of that service, which never sees it.
     *
     * @param status HTTP status
     * @param body body, sent as {@code application/json}
     */
    public void failNext(int status, String body) {
        failNext(status, Map.of("Content-Type", "application/json"), body);
    }

    /**
     * Answers the next request to any service in place of that service, which never sees it.
     *
     * @param status HTTP status from 200 to 599
     * @param headers headers, {@code Content-Type} among them if there shall be one, but nothing about the length
     * @param body body
     */
    public void failNext(int status, Map<String, String> headers, String body) {
        plan(Fault.exactly(status, headers, body));
    }

    /**
     * Plans faults, which happen in this order: one at most to each call.
     *
     * @param faults the faults
     * @throws IllegalArgumentException if one makes no sense
     * @throws IllegalStateException if one is for a service that does not run here, or a thousand would be waiting
     */
    public void plan(Fault... faults) {
        emulator.plan(List.of(faults));
    }

    /**
     * Plans faults whose chances are drawn from a seed: the same seed and the same calls make the same faults.
     *
     * @param seed any number
     * @param faults the faults
     * @throws IllegalArgumentException if one makes no sense
     * @throws IllegalStateException if one is for a service that does not run here, or a thousand would be waiting
     */
    public void plan(long seed, Fault... faults) {
        emulator.plan(seed, List.of(faults));
    }

    /** Takes back every fault that is planned, and ends those that are under way. */
    public void clearFaults() {
        emulator.faults().clear();
    }

    /** Forgets everything issued, received and planned, but for the faults of the configuration, and sets the clock back to the time of the system. */
    public void reset() {
        emulator.reset();
    }

    /**
     * Begins to describe another emulator at this server, with a state, a clock, a journal and faults of its own.
     *
     * @return a builder: a name that no other had, the configuration of this emulator
     */
    public NamespaceBuilder namespace() {
        return new NamespaceBuilder(emulator, opened -> new MockAuthServer(opened, host));
    }

    /** Stops to answer, and so do the namespaces that were opened here; stops to listen, unless it is one itself. */
    @Override
    public void close() {
        emulator.faults().clear();
        emulator.namespaces().close(emulator);
        if (emulator.prefix().isEmpty()) {
            host.close();
            emulator.services().close();
        }
    }

    /** The address. */
    @Override
    public String toString() {
        return "MockAuthServer[" + url() + "]";
    }
}
