package dev.tokentrail.conformance.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A packaged program as a process with a small heap, which ends at once if that is not enough. */
final class RunningProgram implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final BufferedReader output;
    private final int port;

    private RunningProgram(Process process, BufferedReader output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    static RunningProgram start(Program program) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                program.heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                program.jar.toString(),
                "--port",
                "0"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return new RunningProgram(process, output, Integer.parseInt(address.group(1)));
            }
            line = output.readLine();
        }
        process.destroyForcibly();
        throw new IOException("It did not start: java -jar " + program.jar + " --port 0");
    }

    int port() {
        return port;
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Its resident memory in mebibytes, where the system tells (proc(5)). */
    OptionalLong residentMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return OptionalLong.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
