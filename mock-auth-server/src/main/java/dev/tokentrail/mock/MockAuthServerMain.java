package dev.tokentrail.mock;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The emulator as a program; {@code --help} lists its options. */
@Command(
        name = "mock-auth-server",
        description = "A strict emulator of the token services of Sage X3, Sonetel, X Booker, GoTo and WSO2."
                + " For tests only: its keys and credentials are public.",
        versionProvider = MockAuthServerMain.Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class MockAuthServerMain implements Callable<Integer> {

    private static final int WRONG_USE = 2;
    private static final int RUNNING = -1;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9090",
            description = "Port to listen at, 0 for any free one (default: ${DEFAULT-VALUE})")
    private int port = 9090;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address to listen at (default: ${DEFAULT-VALUE})")
    private String host = "127.0.0.1";

    @Option(
            names = "--only",
            paramLabel = "SERVICE",
            description = "Run one service alone, at the root: x3, sonetel, xbooker, goto or wso2")
    private @Nullable String only;

    @Option(names = "--config", paramLabel = "FILE", description = "JSON file with credentials, lifetimes and options")
    private @Nullable Path config;

    @Spec
    private @Nullable CommandSpec spec;

    private MockAuthServerMain() {}

    /**
     * Starts the emulator and keeps it running.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        // What a malformed request makes the HTTP layer say is said to its sender, and a taken port below.
        System.setProperty("org.slf4j.simpleLogger.log.org.eclipse.jetty", "error");
        System.setProperty("org.slf4j.simpleLogger.log.io.javalin", "off");
        int status = new CommandLine(new MockAuthServerMain())
                .setParameterExceptionHandler((failure, unused) -> complain(
                        failure.getCommandLine().getErr(), failure.getMessage() + "; --help lists the options"))
                .execute(arguments);
        if (status != RUNNING) {
            System.exit(status);
        }
    }

    /**
     * Starts the emulator as the options say.
     *
     * @return the exit status
     */
    @Override
    public Integer call() {
        CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
        try {
            MockAuthServerBuilder builder = MockAuthServer.create().host(host).port(port);
            if (only != null) {
                builder.only(only);
            }
            if (config != null) {
                builder.configure(config);
            }
            MockAuthServer server = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            ready(line.getOut(), server.url());
            return RUNNING;
        } catch (IllegalArgumentException e) {
            return complain(line.getErr(), (config == null ? "" : config + ": ") + e.getMessage());
        } catch (UncheckedIOException e) {
            return complain(line.getErr(), String.valueOf(e.getMessage()));
        }
    }

    private static void ready(PrintWriter out, URI url) {
        out.println("Mock authorization server ready at " + url);
        out.println("Paths and demo credentials: " + url + "/");
        out.flush();
    }

    private static int complain(PrintWriter err, String sentence) {
        err.println(sentence);
        err.flush();
        return WRONG_USE;
    }

    /** The version from the manifest of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = MockAuthServerMain.class.getPackage().getImplementationVersion();
            return new String[] {"mock-auth-server " + (version == null ? "(not packaged)" : version)};
        }
    }
}
