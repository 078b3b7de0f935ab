package dev.tokentrail.mock.speed;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Cold starts of both jars: from the launch of the Java process to the last byte of the first token. */
final class Starts {

    private final Path bareJar;
    private final Path emulatorJar;

    Starts(Path bareJar, Path emulatorJar) {
        this.bareJar = bareJar;
        this.emulatorJar = emulatorJar;
    }

    /** Milliseconds to the first token that a request asks of the emulator; the bare server gets the opaque one. */
    Rounds measure(int rounds, byte[] request) throws IOException {
        return Rounds.run(
                rounds,
                () -> milliseconds(List.of(), bareJar, Requests.opaque(0)),
                () -> milliseconds(List.of(), emulatorJar, request, "--port", "0"));
    }

    /** The same where each jar has an archive of its classes (class data sharing), made in a run before. */
    Rounds measureWithArchives(int rounds) throws IOException {
        List<String> bare = archive(bareJar);
        List<String> emulator = archive(emulatorJar, "--port", "0");
        return Rounds.run(
                rounds,
                () -> milliseconds(bare, bareJar, Requests.opaque(0)),
                () -> milliseconds(emulator, emulatorJar, Requests.opaque(0), "--port", "0"));
    }

    private static List<String> archive(Path jar, String... arguments) throws IOException {
        Path archive = Files.createTempFile("classes", ".jsa");
        Files.delete(archive);
        archive.toFile().deleteOnExit();
        milliseconds(
                List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"),
                jar,
                Requests.opaque(0),
                arguments);
        if (Files.notExists(archive)) {
            throw new IOException("No archive was written for " + jar);
        }
        return List.of("-XX:SharedArchiveFile=" + archive);
    }

    private static double milliseconds(List<String> jvm, Path jar, byte[] request, String... arguments)
            throws IOException {
        long launched = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(jvm, jar, arguments);
                Socket socket = new Socket("127.0.0.1", server.port())) {
            String answer = Answers.call(socket, request);
            double milliseconds = (System.nanoTime() - launched) / 1e6;
            if (!answer.contains("\"access_token\"")) {
                throw new IOException("No token but " + answer);
            }
            return milliseconds;
        }
    }
}
