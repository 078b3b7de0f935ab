package dev.tokentrail.demo;

import dev.tokentrail.core.http.Loopback;
import dev.tokentrail.mock.MockAuthServer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code demo-server.jar}. */
@Command(
        name = "demo-server",
        description = "Walks the token flows of five services and shows every call as a cURL command.",
        mixinStandardHelpOptions = true,
        versionProvider = DemoServer.Version.class,
        sortOptions = false)
public final class DemoServer implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the pages; 0 picks a free one (5050).")
    private int port = 5050;

    @Option(names = "--tour", description = "Walk all services against the emulator inside, and print every call.")
    private boolean tour;

    @Option(
            names = "--only",
            paramLabel = "SERVICE",
            description = "Walk one service: x3, sonetel, xbooker, goto or wso2.")
    private String only = "";

    @Option(
            names = "--against",
            paramLabel = "URL",
            description = "Use an emulator that runs already, for example http://127.0.0.1:9090.")
    private String against = "";

    @Option(
            names = "--reveal",
            description =
                    "Print the cURL commands with the demo's own credentials and tokens in clear, so that they run.")
    private boolean reveal;

    private DemoServer() {}

    /**
     * Runs the command and exits: 0 if all went well, 1 if a step of the tour failed, 2 if the command line is wrong.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new DemoServer());
        line.setParameterExceptionHandler((wrong, all) -> {
            wrong.getCommandLine().getErr().println(wrong.getMessage() + " See --help.");
            return 2;
        });
        return line;
    }

    @Override
    public Integer call() {
        if (!tour) {
            return serve();
        }
        if (!only.isEmpty() && !Tour.WALKS.containsKey(only)) {
            throw wrong("--only takes one of " + String.join(", ", Tour.WALKS.keySet()) + ", not '" + only + "'.");
        }
        return against.isEmpty() ? againstTheEmulatorInside() : walk(emulatorAddress());
    }

    private int serve() {
        DemoApplication demo = DemoApplication.start("127.0.0.1", port, Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close));
        spec().commandLine().getOut().println("Open " + demo.origin() + " in a browser. Stop with Ctrl-C.");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private int againstTheEmulatorInside() {
        try (MockAuthServer emulator = MockAuthServer.start()) {
            return walk(emulator.url().toString());
        }
    }

    private int walk(String baseUrl) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Clock clock = Clock.systemUTC();
        return new Tour(new TourReport(out, Ansi.AUTO, clock, reveal), clock).run(baseUrl, only) ? 0 : 1;
    }

    /** The walks send the demo's credentials, so they go to nothing but an emulator on this machine. */
    private String emulatorAddress() {
        String address = against.endsWith("/") ? against.substring(0, against.length() - 1) : against;
        if (!address.startsWith("http://") || !Loopback.isSecure(address)) {
            throw wrong("--against takes the address of an emulator on this machine, such as http://127.0.0.1:9090.");
        }
        return address;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }

    /** The version from the manifest of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = DemoServer.class.getPackage().getImplementationVersion();
            return new String[] {"demo-server " + (version == null ? "(not packaged)" : version)};
        }
    }
}
