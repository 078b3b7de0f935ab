package dev.tokentrail.mock.testcontainers;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * The strict emulator of Sage X3, Sonetel, X Booker, GoTo and WSO2 API Manager in a container.
 *
 * <p>It runs without capabilities, and it is ready when {@code start()} returns.
 * Its control ({@code /_mock}) is open to {@link #control()} alone, by a key that is made anew for each container.
 *
 * <pre>{@code
 * try (MockAuthServerContainer mock = new MockAuthServerContainer()) {
 *     mock.start();
 *     URI tokenEndpoint = mock.uri("/goto/oauth/token");
 *     mock.control().advance(Duration.ofHours(1));
 * }
 * }</pre>
 */
public final class MockAuthServerContainer extends GenericContainer<MockAuthServerContainer> {

    /** The image without a tag, as it is built by the {@code Dockerfile} of the emulator. */
    public static final DockerImageName IMAGE = DockerImageName.parse("tokentrail/mock-auth-server");

    private static final int PORT = 9090;
    private static final Set<String> SERVICES = Set.of("x3", "sonetel", "xbooker", "goto", "wso2");
    private static final String CONFIGURATION = "/app/configuration.json";
    private static final String AUTHORITY = "/certificates/authority.pem";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String key = newKey();
    private Optional<String> only = Optional.empty();
    private boolean configured;
    private boolean interactive;
    private boolean tls;
    private @Nullable Authority authority;

    /** Creates a container of the image that has the version of this module; it runs once it is started. */
    public MockAuthServerContainer() {
        this(IMAGE.withTag(version()));
    }

    /**
     * Creates a container of another image; it runs once it is started.
     *
     * @param image an image built by the emulator's {@code Dockerfile}, of any name
     */
    public MockAuthServerContainer(DockerImageName image) {
        super(image);
        withExposedPorts(PORT);
        withEnv("MOCK_AUTH_SERVER_KEY", key);
        withCreateContainerCmdModifier(
                command -> Objects.requireNonNull(command.getHostConfig()).withCapDrop(Capability.ALL));
        waitingFor(Wait.forLogMessage(".*ready at http.*\\n", 1).withStartupTimeout(PATIENCE));
    }

    /**
     * Runs one service alone, at the root, for clients that can change only the host.
     *
     * @param service {@code x3}, {@code sonetel}, {@code xbooker}, {@code goto} or {@code wso2}
     * @return this container
     * @throws IllegalArgumentException if there is no such service
     */
    public MockAuthServerContainer withOnly(String service) {
        if (!SERVICES.contains(service)) {
            throw new IllegalArgumentException(
                    "There is no service " + service + "; it is x3, sonetel, xbooker, goto or wso2.");
        }
        only = Optional.of(service);
        return this;
    }

    /**
     * Shows sign-in and consent pages, where without this every authorization request is approved at once.
     *
     * @return this container
     */
    public MockAuthServerContainer withInteractive() {
        interactive = true;
        return this;
    }

    /**
     * Configures the emulator.
     *
     * @param json credentials, lifetimes and options, as the emulator's {@code --config} takes them
     * @return this container, which does not start if the emulator refuses the configuration; its log then says why
     */
    public MockAuthServerContainer withConfiguration(String json) {
        configured = true;
        return withCopyToContainer(Transferable.of(json, 0444), CONFIGURATION);
    }

    /**
     * Speaks TLS 1.2 and 1.3 alone, with a certificate that is made at the start, for the host at which Docker publishes ports.
     *
     * @return this container; {@link #sslContext()} trusts it
     */
    public MockAuthServerContainer withTls() {
        tls = true;
        return this;
    }

    @Override
    protected void configure() {
        List<String> options = new ArrayList<>();
        only.ifPresent(service -> options.addAll(List.of("--only", service)));
        if (interactive) {
            options.add("--interactive");
        }
        if (configured) {
            options.addAll(List.of("--config", CONFIGURATION));
        }
        if (tls) {
            options.addAll(List.of("--tls", "--tls-name", getHost(), "--ca-file", AUTHORITY));
        }
        setCommand(options.toArray(String[]::new));
    }

    @Override
    protected void containerIsStarted(InspectContainerResponse container) {
        authority = tls ? copyFileFromContainer(AUTHORITY, Authority::read) : null;
    }

    /**
     * Where the emulator answers, from where the tests run.
     *
     * @return scheme, host and the port that Docker has published, without a slash at the end
     * @throws IllegalStateException if the container is not running
     */
    public URI url() {
        return URI.create((tls ? "https://" : "http://") + getHost() + ":" + getMappedPort(PORT));
    }

    /**
     * An address of the emulator.
     *
     * @param path what follows the port, with its slash: {@code /goto/oauth/token}
     * @return the address
     * @throws IllegalArgumentException if the path does not begin with a slash
     * @throws IllegalStateException if the container is not running
     */
    public URI uri(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("A path begins with a slash, unlike " + path);
        }
        return URI.create(url() + path);
    }

    /**
     * What moves the emulator's clock, plans its faults and reads its journal.
     *
     * @return the control of this container, for as long as it runs
     * @throws IllegalStateException if the container is not running
     */
    public MockAuthServerControl control() {
        return new MockAuthServerControl(url(), key, authority == null ? null : authority.sslContext());
    }

    /**
     * The certificate authority that signed the emulator's certificate and nothing else.
     *
     * @return the certificate for clients to trust
     * @throws IllegalStateException if the container is not running, or without TLS
     */
    public X509Certificate caCertificate() {
        return authority().certificate();
    }

    /**
     * TLS for a client that trusts this emulator and nothing else.
     *
     * @return the context, for {@code HttpClient.newBuilder().sslContext(...)}
     * @throws IllegalStateException if the container is not running, or without TLS
     */
    public SSLContext sslContext() {
        return authority().sslContext();
    }

    private Authority authority() {
        if (authority == null) {
            throw new IllegalStateException("There is a certificate once a container with withTls() has started.");
        }
        return authority;
    }

    private static String version() {
        String version = MockAuthServerContainer.class.getPackage().getImplementationVersion();
        return version == null ? "latest" : version;
    }

    private static String newKey() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
