package dev.tokentrail.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Programs that Maven has built from one provider as it would be published: they get that provider's closure and nothing
 * else, and each gets a token from the emulator, on the class path, on the module path and from an image of its own.
 */
class ConsumerIT {

    private static final List<String> CLOSURE =
            List.of("token-core", "jackson-databind", "jackson-core", "jackson-annotations", "slf4j-api", "jspecify");

    /** What the modules of the closure are called, and those of the JDK that they need. */
    private static final List<String> MODULES = List.of(
            "module consumer",
            "module dev.tokentrail.provider.sonetel",
            "module dev.tokentrail.core",
            "module tools.jackson.databind",
            "module tools.jackson.core",
            "module com.fasterxml.jackson.annotation",
            "module org.slf4j");

    private static final Program CLASS_PATH = new Program("class-path");
    private static final Program MODULE_PATH = new Program("module-path");

    private static Emulator emulator;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        emulator = new Emulator(Program.TRUST_STORE);
    }

    @AfterAll
    static void stop() throws IOException {
        emulator.close();
    }

    @Test
    void oneProviderFromTheBillOfMaterialsBringsItsClosureAlone() throws IOException {
        assertThat(CLASS_PATH.libraryNames())
                .containsAll(CLOSURE)
                .contains("provider-wso2")
                .hasSize(CLOSURE.size() + 1);
    }

    @Test
    void oneProviderByItsVersionBringsItsClosureAlone() throws IOException {
        assertThat(MODULE_PATH.libraryNames())
                .containsAll(CLOSURE)
                .contains("provider-sonetel")
                .hasSize(CLOSURE.size() + 1);
    }

    @Test
    void aProgramOnTheClassPathGetsAToken() throws Exception {
        String namespace = emulator.namespace("class-path");
        List<String> printed = Program.run(
                Program.JAVA,
                "--class-path",
                CLASS_PATH.jar() + File.pathSeparator + CLASS_PATH.libraries().resolve("*"),
                "consumer.Main",
                namespace + "/wso2");
        assertThat(printed)
                .anyMatch(line -> line.startsWith("curl '" + namespace + "/wso2/oauth2/token'"))
                .noneMatch(line -> line.contains("ksdSdoefDDP7wpaElfqvmjDue"));
        emulator.verify(namespace, """
                {"tokenRequests": 1, "grants": {"client_credentials": 1}, "noSecretInQueryString": true}""");
    }

    @Test
    void aProgramOnTheModulePathGetsATokenAndRefreshesIt() throws Exception {
        assertThat(getTokens(
                        "module-path",
                        Program.JAVA,
                        "--module-path",
                        MODULE_PATH.jar() + File.pathSeparator + MODULE_PATH.libraries()))
                .containsAll(MODULES);
    }

    @Test
    void anImageOfTheProgramGetsATokenAndRefreshesIt() throws Exception {
        Path image = Files.createTempDirectory(Program.TARGET, "image").resolve("consumer");
        StringWriter words = new StringWriter();
        int linked = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(
                        new PrintWriter(words),
                        new PrintWriter(words),
                        "--module-path",
                        MODULE_PATH.jar() + File.pathSeparator + MODULE_PATH.libraries(),
                        "--add-modules",
                        "consumer,jdk.crypto.ec",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        image.toString());
        assertThat(linked).as(words.toString()).isZero();

        Path java = image.resolve("bin").resolve(Program.JAVA.getFileName());
        assertThat(getTokens("image", java)).containsAll(MODULES).doesNotContain("module java.desktop");
    }

    /** Runs the program of {@code src/it/module-path} and returns the names of the modules that it has. */
    private static List<String> getTokens(String name, Path java, String... options) throws Exception {
        String namespace = emulator.namespace(name);
        String tokenEndpoint = namespace + "/sonetel/SonetelAuth/beta/oauth/token";
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--module", "consumer/consumer.Main", tokenEndpoint));
        List<String> printed = Program.run(java, arguments.toArray(String[]::new));
        assertThat(printed)
                .anyMatch(line -> line.startsWith("curl '" + tokenEndpoint + "'"))
                .noneMatch(line -> line.contains("password=password"));
        emulator.verify(namespace, """
                {"grants": {"password": 1}, "tokenRequests": 2, "successfulRefreshes": 1, "noSecretInQueryString": true}""");
        return printed;
    }
}
