package dev.tokentrail.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One of {@code src/it}, as the Invoker has left it. */
record Program(String name) {

    static final Path TARGET = Path.of("target").toAbsolutePath();
    static final Path TRUST_STORE = TARGET.resolve("trusted.p12");
    static final String TRUST_STORE_PASSWORD = "changeit";
    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    Path jar() {
        return target().resolve(name + "-1.jar");
    }

    /** Where Maven has put what it resolved. */
    Path libraries() {
        return target().resolve("libraries");
    }

    Set<String> libraryNames() throws IOException {
        try (Stream<Path> jars = Files.list(libraries())) {
            return jars.map(jar -> jar.getFileName().toString().replaceFirst("\\.jar$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Path target() {
        return TARGET.resolve(Path.of("it", name, "target"));
    }

    /** What {@code java} prints with these arguments, which must end well. */
    static List<String> run(Path java, String... arguments) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(TARGET, "program", ".err");
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-Djavax.net.ssl.trustStore=" + TRUST_STORE,
                "-Djavax.net.ssl.trustStorePassword=" + TRUST_STORE_PASSWORD));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return printed.lines().toList();
    }
}
