package dev.tokentrail.mock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The extension with JUnit 5: its tests, which are compiled against JUnit 6, once more in a JVM that has the oldest or the
 * newest JUnit 5 in its place.
 */
class JUnitFiveTest {

    @Test
    void the_extension_works_with_the_oldest_and_the_newest_junit_5() throws Exception {
        Process oldest = run("oldest");
        assertPassed(run("newest"), "newest", "5.14.");
        assertPassed(oldest, "oldest", "5.10.");
    }

    private static Process run(String junit) throws IOException {
        String libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("(junit-|opentest4j|apiguardian).*"))
                .collect(Collectors.joining(File.pathSeparator));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Drounds=1",
                        "-cp",
                        jar(junit) + File.pathSeparator + libraries,
                        "org.junit.platform.console.ConsoleLauncher",
                        "execute",
                        "--disable-ansi-colors",
                        "--details=tree",
                        "--select-class=" + MockAuthServerExtensionTest.class.getName(),
                        "--select-class=" + ParallelTestsTest.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output(junit).toFile())
                .start();
    }

    private static void assertPassed(Process process, String junit, String version) throws Exception {
        int status = process.waitFor();
        assertThat(Files.readString(output(junit)))
                .contains("[        14 tests successful", "[         0 tests failed");
        assertThat(status).isZero();
        try (JarFile file = new JarFile(jar(junit).toFile())) {
            assertThat(file.getManifest().getMainAttributes().getValue("Engine-Version-junit-jupiter"))
                    .startsWith(version);
        }
    }

    private static Path jar(String junit) {
        return Path.of("target", "junit-5", junit + ".jar");
    }

    private static Path output(String junit) {
        return Path.of("target", "junit-5", junit + ".txt");
    }
}
