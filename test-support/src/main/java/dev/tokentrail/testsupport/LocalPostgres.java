package dev.tokentrail.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of a test's own, made from the distribution's programs: on a free port of the loopback interface, with its
 * data in a temporary folder. It ends with the process that started it, however that ends. The JDBC driver has to be on the test's
 * class path.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final String USER = "tokentrail";

    /** Debian keeps each version's programs apart; elsewhere they are on the PATH. */
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    /** Runs the server beside a shell that kills it at the end of its input, which comes when this process ends. */
    private static final String WATCHED = "exec 3<&0; \"$@\" 3<&- & server=$!; "
            + "{ read -r end <&3; kill -KILL $server 2>/dev/null; } & wait $server";

    private static final long LONGEST_START = TimeUnit.SECONDS.toNanos(60);
    private static final int TRIES = 3;
    private static final int LOWEST_PORT = 10_000;

    /** Linux gives away 32768 to 60999, others begin higher (RFC 6335 section 6). */
    private static final int LOWEST_PORT_OF_THE_SYSTEM = 32_768;

    private final Path programs;
    private final Path folder;
    private int port;
    private @Nullable Process shell;

    private LocalPostgres(Path programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /**
     * Tells whether PostgreSQL's programs are on this machine.
     *
     * @return true if {@link #start} gives a server
     */
    public static boolean isInstalled() {
        return programs().isPresent();
    }

    /**
     * Makes a new cluster and starts its server.
     *
     * @return the server, ready for connections; empty if PostgreSQL is not installed
     */
    public static Optional<LocalPostgres> start() {
        return programs().map(LocalPostgres::started);
    }

    private static LocalPostgres started(Path programs) {
        LocalPostgres postgres = new LocalPostgres(programs, newFolder());
        try {
            postgres.initialise();
            for (int i = 1; ; i++) {
                postgres.port = freePort();
                try {
                    postgres.startAgain();
                    return postgres;
                } catch (IllegalStateException portTaken) {
                    if (i == TRIES) {
                        throw portTaken;
                    }
                }
            }
        } catch (RuntimeException failure) {
            postgres.close();
            throw failure;
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("tokentrail-postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> programs() {
        Stream<Path> onPath =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of);
        return Stream.concat(debian(), onPath)
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .findFirst();
    }

    private static Stream<Path> debian() {
        if (!Files.isDirectory(DEBIAN)) {
            return Stream.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions
                    .sorted(Comparator.comparingInt(LocalPostgres::major).reversed())
                    .map(version -> version.resolve("bin"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int major(Path version) {
        String name = version.getFileName().toString();
        return name.matches("\\d{1,4}") ? Integer.parseInt(name) : 0;
    }

    /** One that the system gives to nobody who asks for any, so that the server can have it again after a pause. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, LOWEST_PORT_OF_THE_SYSTEM);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // the next one
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void initialise() {
        try {
            if (isRoot()) {
                Files.setOwner(
                        folder,
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(program(
                "initdb", "--pgdata=" + data(), "--username=" + USER, "--auth=trust", "--no-sync", "--encoding=UTF8"));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("log");
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** PostgreSQL refuses to run as root, so root runs it as nobody; setpriv becomes the program, so signals reach it. */
    private List<String> program(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=" + groupOfNobody(), "--clear-groups"));
        }
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static String groupOfNobody() {
        try {
            return new String(
                            new ProcessBuilder("id", "-g", "nobody")
                                    .start()
                                    .getInputStream()
                                    .readAllBytes(),
                            StandardCharsets.US_ASCII)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process begin(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(List<String> command) {
        Process process = begin(command);
        try {
            if (!process.waitFor(LONGEST_START, TimeUnit.NANOSECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("PostgreSQL: " + command + " failed:\n" + lastWords());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private String lastWords() {
        try (Stream<String> lines = Files.lines(log())) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - 20), all.size()));
        } catch (IOException | UncheckedIOException e) {
            return "(no output)";
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    /** Starts the server again after {@link #stop} or {@link #kill}, with the data that it had, at the same port. */
    public void startAgain() {
        List<String> command = new ArrayList<>(List.of("sh", "-c", WATCHED, "sh"));
        command.addAll(program("postgres", "-D", data().toString()));
        for (String setting : List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=off",
                "max_connections=200")) {
            command.add("-c");
            command.add(setting);
        }
        Process begun = begin(command);
        shell = begun;
        awaitConnections(begun);
    }

    private void awaitConnections(Process begun) {
        long end = System.nanoTime() + LONGEST_START;
        while (true) {
            try (Connection connection = DriverManager.getConnection(url())) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException notYet) {
                if (System.nanoTime() > end || !begun.isAlive()) {
                    end(begun);
                    throw new IllegalStateException("PostgreSQL does not start:\n" + lastWords(), notYet);
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    /**
     * Where to connect to.
     *
     * @return the JDBC URL, user included; there is no password
     */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER;
    }

    /**
     * Writes everything there is as SQL, as a backup would.
     *
     * @return the dump
     */
    public String dump() {
        Path file = folder.resolve("dump.sql");
        run(program(
                "pg_dump", "--host=127.0.0.1", "--port=" + port, "--username=" + USER, "--file=" + file, "postgres"));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends every connection and the server, in order. */
    public void stop() {
        List<ProcessHandle> processes = processes();
        long shellsId = shell == null ? 0 : shell.pid();
        signal(
                "INT",
                processes.stream()
                        .filter(process -> process.parent()
                                .filter(parent -> parent.pid() == shellsId)
                                .isPresent())
                        .toList());
        awaitEnd(processes);
    }

    /** Ends the server and its connections as a power cut would. */
    public void kill() {
        List<ProcessHandle> processes = processes();
        signal("KILL", processes);
        awaitEnd(processes);
    }

    /** Lets the server and its connections hang: connected, but without an answer. */
    public void suspend() {
        signal("STOP", processes());
    }

    /** Lets the server go on after {@link #suspend}. */
    public void resume() {
        signal("CONT", processes());
    }

    /** The server and those that serve its connections. */
    private List<ProcessHandle> processes() {
        Process begun = shell;
        return begun == null
                ? List.of()
                : begun.descendants().filter(LocalPostgres::isServer).toList();
    }

    private static boolean isServer(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("postgres"))
                .isPresent();
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void awaitEnd(List<ProcessHandle> processes) {
        processes.forEach(
                process -> process.onExit().orTimeout(60, TimeUnit.SECONDS).join());
        if (shell != null) {
            end(shell);
        }
    }

    /** Ends the shell, and with it whatever it started. */
    private static void end(Process begun) {
        try {
            begun.getOutputStream().close();
            if (!begun.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("PostgreSQL does not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Ends the server and removes its data. */
    @Override
    public void close() {
        if (!processes().isEmpty()) {
            kill();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
