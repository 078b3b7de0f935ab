package dev.tokentrail.demo;

import dev.tokentrail.core.http.Loopback;
import dev.tokentrail.demo.settings.SettingsException;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.store.jdbc.TokenKeys;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code demo-server.jar}. */
@Command(
        name = "demo-server",
        description =
                "Serves pages on which the token flows of five services are walked, with every call shown as a cURL"
                        + " command. Without an option: at http://127.0.0.1:5050, with an emulator of the services inside.",
        mixinStandardHelpOptions = true,
        versionProvider = DemoServer.Version.class,
        sortOptions = false)
public final class DemoServer implements Callable<Integer> {

    private static final List<String> TOUR_OPTIONS = List.of("--only", "--against", "--reveal");
    private static final List<String> PAGE_OPTIONS = List.of(
            "--port",
            "--host",
            "--origin",
            "--emulator-port",
            "--tls",
            "--ca-file",
            "--env",
            "--no-emulator",
            "--store",
            "--open");

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Mixin
    private final StoreOptions store = new StoreOptions();

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

    @Option(
            names = "--check",
            paramLabel = "URL",
            description = "Ask the demo at URL whether it is up, and end: 0 if so, else 1.")
    private String check = "";

    private DemoServer() {}

    /**
     * Runs the command and exits: 0 if all went well, 1 if a step of the tour failed or the demo that was asked is not up, 2 if the command line or the settings
     * cannot be used.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new DemoServer());
        line.setParameterExceptionHandler((wrong, all) -> {
            String message = String.valueOf(wrong.getMessage());
            wrong.getCommandLine().getErr().println(message + (message.endsWith(".") ? "" : ".") + " See --help.");
            return CommandLine.ExitCode.USAGE;
        });
        return line;
    }

    @Override
    public Integer call() {
        if (!check.isEmpty()) {
            return check();
        }
        if (store.generateKeys()) {
            spec().commandLine()
                    .getOut()
                    .println(TokenKeys.generate().revealJson().reveal());
            return 0;
        }
        if (!tour) {
            refuse(TOUR_OPTIONS, " needs --tour.");
            return serve();
        }
        refuse(PAGE_OPTIONS, " is an option of the pages, which --tour does not serve.");
        if (!only.isEmpty() && !Tour.WALKS.containsKey(only)) {
            throw wrong("--only takes one of " + String.join(", ", Tour.WALKS.keySet()) + ", not '" + only + "'.");
        }
        return against.isEmpty() ? againstTheEmulatorInside() : walk(emulatorAddress());
    }

    private int check() {
        CommandLine line = spec().commandLine();
        try {
            Optional<String> failure = HealthCheck.failure(check);
            failure.ifPresentOrElse(line.getErr()::println, () -> line.getOut().println("up"));
            return failure.isPresent() ? 1 : 0;
        } catch (IllegalArgumentException unusable) {
            throw wrong(String.valueOf(unusable.getMessage()));
        }
    }

    private int serve() {
        CommandLine line = spec().commandLine();
        try {
            new Pages(line.getOut(), line.getErr())
                    .serve(pages.address(), pages.settings(), store.open(System.getenv()), pages.open());
            return 0;
        } catch (IllegalArgumentException | UncheckedIOException | SettingsException unusable) {
            line.getErr().println(unusable.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    /** The pages have options that the tour has no use for, and the other way round. */
    private void refuse(List<String> options, String sentence) {
        options.stream()
                .filter(spec().commandLine().getParseResult()::hasMatchedOption)
                .findFirst()
                .ifPresent(option -> {
                    throw wrong(option + sentence);
                });
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
