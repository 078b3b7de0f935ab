package dev.tokentrail.mock;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.http.HttpHost;
import dev.tokentrail.mock.tls.ServerIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Describes an emulator before it starts. */
public final class MockAuthServerBuilder {

    private String host = "127.0.0.1";
    private int port;
    private @Nullable String only;
    private boolean interactive;
    private @Nullable List<String> tlsNames;
    private @Nullable ControlKey key;
    private Section configuration = Section.empty();
    private String configured = "";

    MockAuthServerBuilder() {}

    /**
     * Sets the address to bind.
     *
     * @param host address or name, {@code 127.0.0.1} by default
     * @return this builder
     * @throws IllegalArgumentException if it is blank, which would mean every address
     */
    public MockAuthServerBuilder host(String host) {
        if (host.isBlank()) {
            throw new IllegalArgumentException("The host to listen at is blank; 0.0.0.0 stands for every address");
        }
        this.host = host;
        return this;
    }

    /**
     * Sets the port to bind.
     *
     * @param port a port, 0 (the default) for any free one
     * @return this builder
     * @throws IllegalArgumentException if it is not from 0 to 65535
     */
    public MockAuthServerBuilder port(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("A port is a number from 0 to 65535, not " + port);
        }
        this.port = port;
        return this;
    }

    /**
     * Runs one service alone, at the root, for clients that can change only the host.
     *
     * @param service {@code x3}, {@code sonetel}, {@code xbooker}, {@code goto} or {@code wso2}
     * @return this builder
     * @throws IllegalArgumentException if there is no such service
     */
    public MockAuthServerBuilder only(String service) {
        this.only = Configuration.known(service);
        return this;
    }

    /**
     * Speaks TLS 1.2 and 1.3 instead of plain HTTP, with a certificate that is generated at the start, for
     * {@code localhost}, {@code 127.0.0.1}, {@code ::1} and the address to bind. Clients trust
     * {@link MockAuthServer#caCertificate}.
     *
     * @param names further host names or IP addresses by which clients reach it
     * @return this builder
     */
    public MockAuthServerBuilder tls(String... names) {
        this.tlsNames = List.of(names);
        return this;
    }

    /**
     * Opens {@code /_mock} and {@code GET /} to callers on other machines that present a key as
     * {@code Authorization: Bearer KEY}. Without this only callers on the same machine may use them.
     *
     * @param key 16 to 512 letters, digits and {@code - . _ ~ + /}
     * @return this builder
     * @throws IllegalArgumentException if it is too short, too long or has another character; the message has no part
     *     of it
     */
    public MockAuthServerBuilder key(String key) {
        return key(ControlKey.of(key));
    }

    MockAuthServerBuilder key(ControlKey key) {
        this.key = key;
        return this;
    }

    /**
     * Lets a person sign in and decide at a page where the services ask for approval (X3, GoTo, WSO2). Without this, and
     * unless the configuration says {@code "interactive": true}, every valid request is approved at once.
     *
     * @return this builder
     */
    public MockAuthServerBuilder interactive() {
        this.interactive = true;
        return this;
    }

    /**
     * Changes credentials, lifetimes and options; the module's README lists every key.
     *
     * @param json a JSON object, such as {@code {"wso2": {"version": "4.2"}}}
     * @return this builder
     * @throws IllegalArgumentException if it is not JSON
     */
    public MockAuthServerBuilder configure(String json) {
        this.configuration = Section.parse(json.getBytes(StandardCharsets.UTF_8));
        this.configured = "";
        return this;
    }

    /**
     * Changes credentials, lifetimes and options as a file says.
     *
     * @param file a file with a JSON object
     * @return this builder
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is not JSON
     */
    public MockAuthServerBuilder configure(Path file) {
        this.configuration = named(file + ": ", () -> read(file));
        this.configured = file + ": ";
        return this;
    }

    private static <T> T named(String source, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw source.isEmpty() ? e : new IllegalArgumentException(source + e.getMessage(), e);
        }
    }

    static Section read(Path file) {
        try {
            return Section.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            String reason = Files.isDirectory(file)
                    ? "it is a directory"
                    : Files.exists(file) ? "permission is missing, or the disk failed" : "there is no such file";
            throw new UncheckedIOException("The configuration file " + file + " cannot be read: " + reason, e);
        }
    }

    /**
     * Starts the emulator; it answers when this returns.
     *
     * @return the running emulator
     * @throws IllegalArgumentException if the configuration has an unknown key or a wrong value, or a TLS name is none
     * @throws UncheckedIOException if the port is taken or the address is not of this machine
     */
    public MockAuthServer start() {
        Namespaces namespaces = named(
                configured,
                () -> new Namespaces(
                        Configuration.read(configuration, interactive), only, System::nanoTime, new Gate(key)));
        Emulator root = namespaces.root();
        ServerIdentity identity = tlsNames == null ? null : ServerIdentity.create(host, tlsNames);
        try {
            return new MockAuthServer(root, new HttpHost(host, port, identity, root.clock(), namespaces));
        } catch (BindException e) {
            throw new UncheckedIOException(
                    known(host)
                            ? "Cannot listen at port " + port + " of " + host
                                    + ": it is taken, or the address is not of this machine; port 0 picks a free one"
                            : "There is no host " + host
                                    + "; the host is an address of this machine, or 0.0.0.0 for all",
                    e);
        }
    }

    private static boolean known(String host) {
        try {
            return InetAddress.getByName(host) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
