package dev.tokentrail.demo;

import dev.tokentrail.demo.settings.Settings;
import dev.tokentrail.mock.tls.ServerIdentity;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of the pages: where they are served, and what they lead to. */
final class PageOptions {

    private static final Path USUAL_FILE = Path.of(".env");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = PortNumber.class,
            description = "Port of the pages, 0 for any free one (default: 5050).")
    private int port = 5050;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Address or name of this machine that the pages are opened at (default: 127.0.0.1);"
                    + " 0.0.0.0 for all its addresses, with --origin.")
    private String host = "127.0.0.1";

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            converter = Origin.class,
            description = "What browsers call the pages, such as http://127.0.0.1:8080 for a container's port or"
                    + " https://demo.example for a proxy's name (default: as --tls, --host and --port say).")
    private @Nullable String origin;

    @Option(
            names = "--emulator-port",
            paramLabel = "PORT",
            converter = PortNumber.class,
            description = "Port of the emulator inside, 0 for any free one (default: 0).")
    private int emulatorPort;

    @Option(names = "--tls", description = "Serve https, with a certificate made at the start.")
    private boolean tls;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "With --tls: where to write the CA certificate, for browsers and programs to trust.")
    private @Nullable Path caFile;

    @Option(
            names = "--env",
            paramLabel = "FILE",
            description = "File with the variables of real services (default: .env if it is there).")
    private @Nullable Path environmentFile;

    @Option(names = "--no-emulator", description = "Start no emulator: only services whose variables are set work.")
    private boolean noEmulator;

    @Option(names = "--open", description = "Open the start page in the browser.")
    private boolean open;

    boolean open() {
        return open;
    }

    /**
     * Reads which services are real.
     *
     * @throws IllegalArgumentException if there is no emulator and none is real
     * @throws dev.tokentrail.demo.settings.SettingsException if the file or a value cannot be used
     */
    Settings settings() {
        Optional<Path> file = Optional.ofNullable(environmentFile)
                .or(() -> Optional.of(USUAL_FILE).filter(usual -> Files.exists(usual) && !Files.isDirectory(usual)));
        Settings settings = Settings.read(System.getenv(), file);
        if (!noEmulator) {
            return settings;
        }
        if (!settings.isAnyReal()) {
            throw new IllegalArgumentException("--no-emulator leaves nothing to walk, because no service is configured"
                    + settings.incomplete().map(missing -> ": " + missing).orElse("."));
        }
        return settings.withoutEmulator();
    }

    /**
     * Says where to listen, and makes the certificate.
     *
     * @throws IllegalArgumentException if there is no such host
     * @throws java.io.UncheckedIOException if the CA certificate cannot be written
     */
    ListenAddress address() {
        if (caFile != null && !tls) {
            throw new IllegalArgumentException("--ca-file needs --tls.");
        }
        if (noEmulator && emulatorPort != 0) {
            throw new IllegalArgumentException("--emulator-port is for the emulator that --no-emulator leaves out.");
        }
        if (tls && origin != null && !origin.startsWith("https:")) {
            throw new IllegalArgumentException("With --tls browsers open https, not " + origin + ".");
        }
        String bound = boundHost();
        Optional<ServerIdentity> identity = tls ? Optional.of(identity(bound)) : Optional.empty();
        return new ListenAddress(bound, port, identity, Optional.ofNullable(origin), emulatorPort);
    }

    private ServerIdentity identity(String bound) {
        List<String> published = origin == null
                ? List.of()
                : List.of(URI.create(origin).getHost().replaceAll("[\\[\\]]", ""));
        ServerIdentity identity = ServerIdentity.create(bound, published);
        if (caFile != null) {
            identity.writeAuthority(caFile);
        }
        return identity;
    }

    /** The host as a browser writes it: pages of another name are refused. */
    private String boundHost() {
        String bare = host.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\[(.*)]$", "$1");
        InetAddress address = resolved(bare);
        if (address.isAnyLocalAddress()) {
            if (origin == null) {
                throw new IllegalArgumentException(
                        "--host " + host + ", for all addresses, needs --origin, because a page"
                                + " that is opened at an unknown name is refused.");
            }
            return address.getHostAddress().contains(":") ? "::" : "0.0.0.0";
        }
        return bare.matches("[0-9.]+") ? address.getHostAddress() : bare;
    }

    private InetAddress resolved(String bare) {
        if (bare.isEmpty()) {
            throw new IllegalArgumentException("--host takes an address or a name of this machine, such as 127.0.0.1.");
        }
        try {
            return InetAddress.getByName(bare);
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException(
                    "There is no host " + host + "; --host takes an address or a name of this machine.", unknown);
        }
    }

    /** Scheme and authority, as browsers write them. */
    static final class Origin implements ITypeConverter<String> {

        private static final Pattern FORM =
                Pattern.compile("(https?)://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:]+])(?::(\\d{1,5}))?/?");

        @Override
        public String convert(String text) {
            Matcher origin = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
            if (!origin.matches()) {
                throw new TypeConversionException(
                        "an origin is scheme, host and port, such as http://127.0.0.1:8080, not '" + text + "'");
            }
            String base = origin.group(1) + "://" + origin.group(2);
            if (origin.group(4) == null) {
                return base;
            }
            int port = new PortNumber().convert(origin.group(4));
            return port == (origin.group(1).equals("https") ? 443 : 80) ? base : base + ":" + port;
        }
    }

    /** A number that a port can have. */
    static final class PortNumber implements ITypeConverter<Integer> {

        private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");
        private static final int HIGHEST = 65_535;

        @Override
        public Integer convert(String text) {
            if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > HIGHEST) {
                throw new TypeConversionException("a port is a number from 0 to " + HIGHEST + ", not '" + text + "'");
            }
            return Integer.valueOf(text);
        }
    }
}
