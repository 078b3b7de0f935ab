package dev.tokentrail.conformance.nodes;

import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.tools.Server;

/** One H2 file behind a server in this process; it is only there, nothing befalls it. */
record H2Database(Server server) implements SharedDatabase {

    static H2Database open() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "nodes")), "h2");
        return new H2Database(Server.createTcpServer(
                        "-tcpPort",
                        "0",
                        "-ifNotExists",
                        "-baseDir",
                        folder.toAbsolutePath().toString())
                .start());
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/./tokens;USER=tokentrail";
    }

    @Override
    public void stop() {
        throw undisturbed();
    }

    @Override
    public void crash() {
        throw undisturbed();
    }

    @Override
    public void start() {
        throw undisturbed();
    }

    @Override
    public void hang() {
        throw undisturbed();
    }

    @Override
    public void resume() {
        throw undisturbed();
    }

    private static RuntimeException undisturbed() {
        return new UnsupportedOperationException("A server in this process cannot be killed alone");
    }

    @Override
    public void close() {
        server.stop();
    }
}
