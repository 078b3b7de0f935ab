package dev.tokentrail.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of a test's own, made from the distribution's programs: on a free port of the loopback interface, with its
 * data in a temporary folder. The JDBC driver has to be on the test's class path.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final String USER = "tokentrail";
    /** Debian keeps each version's programs apart; elsewhere they are on the PATH. */
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path folder;
    private final int port;
    private @Nullable Process server;

    private LocalPostgres(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
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
        try {
            Path folder = Files.createTempDirectory("tokentrail-postgres");
            LocalPostgres postgres = new LocalPostgres(programs, folder, freePort());
            postgres.initialise();
            postgres.startAgain();
            return postgres;
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
                    .sorted(Comparator.<Path, Integer>comparing(LocalPostgres::major)
                            .reversed())
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void initialise() throws IOException {
        if (isRoot()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Process process = program(
                        "initdb",
                        "--pgdata=" + data(),
                        "--username=" + USER,
                        "--auth=trust",
                        "--no-sync",
                        "--encoding=UTF8")
                .start();
        await(process, "initdb");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** PostgreSQL refuses to run as root, so root runs it as nobody; setpriv becomes the program, so signals reach it. */
    private ProcessBuilder program(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolveSibling(folder.getFileName() + ".log").toFile()));
    }

    private static void await(Process process, String name) {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(name + " failed; its output lies beside its folder");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts the server again after {@link #stop} or {@link #kill}, with the data that it had. */
    public void startAgain() {
        try {
            server = program(
                            "postgres",
                            "-D",
                            data().toString(),
                            "-c",
                            "port=" + port,
                            "-c",
                            "listen_addresses=127.0.0.1",
                            "-c",
                            "unix_socket_directories=",
                            "-c",
                            "fsync=off",
                            "-c",
                            "max_connections=200")
                    .start();
            awaitConnections();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitConnections() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (Connection connection = DriverManager.getConnection(url())) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException notYet) {
                if (System.nanoTime() > end || !server().isAlive()) {
                    throw new IllegalStateException("PostgreSQL does not start", notYet);
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
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
        try {
            Path file = folder.resolve("dump.sql");
            Process process = program(
                            "pg_dump",
                            "--host=127.0.0.1",
                            "--port=" + port,
                            "--username=" + USER,
                            "--file=" + file,
                            "postgres")
                    .start();
            await(process, "pg_dump");
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends every connection and the server, in order. */
    public void stop() {
        signal("INT");
        ended();
    }

    /** Ends the server as a power cut would. */
    public void kill() {
        signal("QUIT");
        ended();
    }

    /** Lets the server and its connections hang: connected, but without an answer. */
    public void suspend() {
        signalAll("STOP");
    }

    /** Lets the server go on after {@link #suspend}. */
    public void resume() {
        signalAll("CONT");
    }

    private Process server() {
        if (server == null) {
            throw new IllegalStateException("Not started");
        }
        return server;
    }

    private void signal(String name) {
        signal(name, server().toHandle());
    }

    private void signalAll(String name) {
        signal(name, server().toHandle());
        server().descendants().forEach(child -> signal(name, child));
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void ended() {
        try {
            if (!server().waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("PostgreSQL does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the server and removes its data. */
    @Override
    public void close() {
        if (server().isAlive()) {
            resume();
            kill();
        }
        try {
            Files.deleteIfExists(folder.resolveSibling(folder.getFileName() + ".log"));
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
