package dev.tokentrail.mock;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.apache.commons.cli.help.HelpFormatter;
import org.apache.commons.cli.help.TextHelpAppendable;

/** The emulator as a program; {@code --help} lists its options. */
public final class MockAuthServerMain {

    private static final int WRONG_USE = 2;
    private static final int NOT_UP = 1;
    private static final String KEY_VARIABLE = "MOCK_AUTH_SERVER_KEY";
    private static final String CA_DEFAULT = "mock-auth-server-ca.pem";

    private static final Option PORT = valued("port", "PORT", "Port to listen at, 0 for any free one (default: 9090)");
    private static final Option HOST = valued("host", "HOST", "Address to listen at (default: 127.0.0.1)");
    private static final Option ONLY =
            valued("only", "SERVICE", "Run one service alone, at the root: x3, sonetel, xbooker, goto or wso2");
    private static final Option CONFIG = valued("config", "FILE", "JSON file with credentials, lifetimes and options");
    private static final Option INTERACTIVE = new Option(
            null, "interactive", false, "Show sign-in and consent pages instead of approving at once: x3, goto, wso2");
    private static final Option TLS = new Option(
            null,
            "tls",
            false,
            "Speak TLS with a certificate made at the start, for localhost, 127.0.0.1, ::1 and HOST");
    private static final Option TLS_NAME = Option.builder()
            .longOpt("tls-name")
            .hasArg()
            .argName("NAME")
            .desc("A further name or address for that certificate; may be repeated")
            .get();
    private static final Option CA_FILE = valued(
            "ca-file",
            "FILE",
            "Where to write the CA certificate that clients have to trust (default: " + CA_DEFAULT + ")");
    private static final Option KEY_FILE = valued(
            "key-file",
            "FILE",
            "File with the key that opens /_mock and / to other machines, 16 characters or more (or the environment"
                    + " variable " + KEY_VARIABLE + ")");
    private static final Option CHECK = valued(
            "check",
            "URL",
            "Ask the server at URL whether it is up, and end: 0 if so, else 1; trusts FILE of --ca-file");
    private static final Option HELP = new Option("h", "help", false, "Show this and end");
    private static final Option VERSION = new Option("V", "version", false, "Show the version and end");

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
        try {
            run(arguments, System.out);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_USE);
        }
    }

    private static void run(String[] arguments, PrintStream out) {
        Options options = new Options();
        for (Option option : new Option[] {
            PORT, HOST, ONLY, INTERACTIVE, CONFIG, TLS, TLS_NAME, CA_FILE, KEY_FILE, CHECK, HELP, VERSION
        }) {
            options.addOption(option);
        }
        CommandLine line = parse(options, arguments);
        if (line.hasOption(HELP)) {
            help(options, out);
        } else if (line.hasOption(VERSION)) {
            String version = MockAuthServerMain.class.getPackage().getImplementationVersion();
            out.println("mock-auth-server " + (version == null ? "(not packaged)" : version));
        } else if (line.hasOption(CHECK)) {
            check(line, out);
        } else {
            serve(line, out);
        }
    }

    private static void check(CommandLine line, PrintStream out) {
        String authority = line.getOptionValue(CA_FILE);
        String failure = HealthCheck.failure(line.getOptionValue(CHECK), authority == null ? null : Path.of(authority));
        if (failure != null) {
            System.err.println(failure);
            System.exit(NOT_UP);
        }
        out.println("up");
    }

    private static void serve(CommandLine line, PrintStream out) {
        MockAuthServerBuilder builder = MockAuthServer.create()
                .host(line.getOptionValue(HOST, "127.0.0.1"))
                .port(port(line.getOptionValue(PORT, "9090")));
        if (line.hasOption(ONLY)) {
            builder.only(line.getOptionValue(ONLY));
        }
        if (line.hasOption(TLS)) {
            builder.tls(line.hasOption(TLS_NAME) ? line.getOptionValues(TLS_NAME) : new String[0]);
        } else if (line.hasOption(TLS_NAME) || line.hasOption(CA_FILE)) {
            throw wrong("--tls-name and --ca-file need --tls");
        }
        if (line.hasOption(INTERACTIVE)) {
            builder.interactive();
        }
        if (line.hasOption(CONFIG)) {
            builder.configure(Path.of(line.getOptionValue(CONFIG)));
        }
        key(line, builder);
        MockAuthServer server = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        Path authority = Path.of(line.getOptionValue(CA_FILE, CA_DEFAULT));
        if (line.hasOption(TLS)) {
            server.writeCaCertificate(authority);
        }
        out.println("Mock authorization server ready at " + server.url());
        out.println("Paths and demo credentials: " + server.url() + "/");
        if (line.hasOption(TLS)) {
            out.println("CA certificate for clients to trust: " + authority.toAbsolutePath());
        }
    }

    private static void key(CommandLine line, MockAuthServerBuilder builder) {
        String variable = System.getenv(KEY_VARIABLE);
        if (line.hasOption(KEY_FILE)) {
            builder.key(ControlKey.read(Path.of(line.getOptionValue(KEY_FILE))));
        } else if (variable != null && !variable.isBlank()) {
            builder.key(variable.strip());
        }
    }

    private static CommandLine parse(Options options, String[] arguments) {
        try {
            CommandLine line = DefaultParser.builder()
                    .setAllowPartialMatching(false)
                    .setStripLeadingAndTrailingQuotes(false)
                    .get()
                    .parse(options, arguments);
            if (!line.getArgList().isEmpty()) {
                throw wrong("There is no option " + line.getArgList().get(0));
            }
            for (Option option : line.getOptions()) {
                if (!option.equals(TLS_NAME) && line.getOptionCount(option) > 1) {
                    throw wrong("--" + option.getLongOpt() + " is given more than once");
                }
            }
            return line;
        } catch (MissingArgumentException e) {
            Option option = e.getOption();
            throw wrong("--" + option.getLongOpt() + " needs a value (" + option.getArgName() + ")");
        } catch (UnrecognizedOptionException e) {
            throw wrong("There is no option " + e.getOption());
        } catch (ParseException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong("--port needs a number, not " + text);
        }
    }

    private static IllegalArgumentException wrong(String sentence) {
        return new IllegalArgumentException(sentence + "; --help lists the options");
    }

    private static Option valued(String name, String value, String description) {
        return Option.builder()
                .longOpt(name)
                .hasArg()
                .argName(value)
                .desc(description)
                .get();
    }

    private static void help(Options options, PrintStream out) {
        try {
            HelpFormatter.builder()
                    .setHelpAppendable(new TextHelpAppendable(out))
                    .setShowSince(false)
                    .setComparator((unusedFirst, unusedSecond) -> 0)
                    .get()
                    .printHelp(
                            "mock-auth-server [OPTION]...",
                            "A strict emulator of the token services of Sage X3, Sonetel, X Booker, GoTo and WSO2."
                                    + " For tests only: its keys and credentials are public.",
                            options,
                            "",
                            false);
        } catch (IOException e) {
            throw new UncheckedIOException("The help cannot be written", e);
        }
    }
}
