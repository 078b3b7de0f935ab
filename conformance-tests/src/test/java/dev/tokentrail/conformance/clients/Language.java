package dev.tokentrail.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;

/**
 * What a client runs on. Each is made ready once; what is missing skips the test, or, Go aside, fails it under {@code
 * CI=true}.
 */
enum Language {
    CURL("sh") {
        @Override
        void prepare() throws Exception {
            check("curl", "curl", "--version");
        }
    },
    NODE("node") {
        @Override
        void prepare() throws Exception {
            String version = check("Node 20 or newer (node)", "node", "--version");
            need(major(version) >= 20, "Node 20 or newer (node is " + version.strip() + ")");
            Path installed = directory().resolve("node_modules/.package-lock.json");
            Path lock = directory().resolve("package-lock.json");
            if (!Files.exists(installed)
                    || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) < 0) {
                check(
                        "the packages of package-lock.json (npm ci)",
                        "npm",
                        "ci",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--prefer-offline",
                        "--fetch-retries=1");
            }
        }
    },
    PYTHON("python3") {
        @Override
        void prepare() throws Exception {
            check("Python 3.8 or newer (python3)", "python3", "-c", "import sys; sys.exit(sys.version_info < (3, 8))");
        }
    },
    GO("go", "run") {
        @Override
        void prepare() throws Exception {
            check("Go 1.19 or newer (go)", "go", "vet", "control.go");
        }

        @Override
        boolean mayBeMissing() {
            return true;
        }
    },
    JAVA(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp", ".") {
        @Override
        void prepare() throws Exception {
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            StringWriter words = new StringWriter();
            try (Stream<Path> sources = Files.list(directory());
                    StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
                // An empty class path: these programs know the JDK and nothing else.
                List<String> options = List.of(
                        "--release",
                        "17",
                        "-Xlint:all",
                        "-Werror",
                        "-cp",
                        "",
                        "-d",
                        directory().toString());
                boolean compiled = compiler.getTask(
                                words,
                                files,
                                null,
                                options,
                                null,
                                files.getJavaFileObjectsFromPaths(sources.filter(
                                                source -> source.toString().endsWith(".java"))
                                        .toList()))
                        .call();
                assertThat(compiled).as(words.toString()).isTrue();
            }
        }
    };

    static final Path WORK = Path.of("target", "clients").toAbsolutePath();

    private static final Path SOURCES = Path.of("src", "test", "clients").toAbsolutePath();
    private static final ConcurrentMap<Language, String> MISSING = new ConcurrentHashMap<>();

    private final List<String> command;

    Language(String... command) {
        this.command = List.of(command);
    }

    List<String> command() {
        return command;
    }

    Path directory() {
        return WORK.resolve(name().toLowerCase(Locale.ROOT));
    }

    abstract void prepare() throws Exception;

    /** Whether a machine of CI may be without it. */
    boolean mayBeMissing() {
        return false;
    }

    /** Makes it ready, the first time. */
    void require() {
        String missing = MISSING.computeIfAbsent(this, Language::tryToPrepare);
        if (!missing.isEmpty()) {
            String message = "These clients need " + missing;
            if ("true".equals(System.getenv("CI")) && !mayBeMissing()) {
                throw new AssertionError(message);
            }
            Assumptions.abort(message);
        }
    }

    private static String tryToPrepare(Language language) {
        try {
            language.copySources();
            language.prepare();
            return "";
        } catch (Missing e) {
            return e.getMessage();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void copySources() throws IOException {
        Files.createDirectories(directory());
        try (Stream<Path> sources = Files.list(SOURCES.resolve(name().toLowerCase(Locale.ROOT)))) {
            for (Path source : sources.toList()) {
                Files.copy(
                        source,
                        directory().resolve(source.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static int major(String version) {
        return Integer.parseInt(version.strip().replaceFirst("^v", "").replaceFirst("\\..*", ""));
    }

    String check(String what, String... arguments) throws Exception {
        File words = Files.createTempFile(WORK, "check", ".out").toFile();
        try {
            Process process = new ProcessBuilder(arguments)
                    .directory(directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(words)
                    .start();
            boolean ended = process.waitFor(180, TimeUnit.SECONDS);
            process.destroyForcibly();
            String said = Files.readString(words.toPath());
            need(ended && process.exitValue() == 0, what + ", which ended with: " + said.strip());
            return said;
        } catch (IOException e) {
            throw new Missing(what + ": " + e.getMessage());
        } finally {
            Files.delete(words.toPath());
        }
    }

    static void need(boolean there, String what) throws Missing {
        if (!there) {
            throw new Missing(what);
        }
    }

    private static final class Missing extends Exception {
        private static final long serialVersionUID = 1;

        Missing(String message) {
            super(message);
        }
    }
}
