package dev.tokentrail.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.provider.gotoapi.GoTo;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;

/** A program of somebody else's that depends on provider-goto alone, as a module, built from the packaged jars. */
class ConsumerIT {

    /** All that the program gets, by artifact id. */
    private static final Map<String, Class<?>> CLOSURE = Map.of(
            "provider-goto", GoTo.class,
            "token-core", Secret.class,
            "jackson-databind", JsonMapper.class,
            "jackson-core", JsonPointer.class,
            "jackson-annotations", JsonProperty.class,
            "slf4j-api", Logger.class,
            "jspecify", NullMarked.class);

    private static final String MODULE_INFO = "module consumer { requires dev.tokentrail.provider.gotoapi; }";

    private static final String MAIN = """
            package consumer;

            import dev.tokentrail.core.curl.CurlCommand;
            import dev.tokentrail.core.secret.Secret;
            import dev.tokentrail.provider.gotoapi.GoTo;
            import dev.tokentrail.provider.gotoapi.GoToConfig;

            public final class Main {
                public static void main(String[] arguments) {
                    GoToConfig config = GoToConfig.of("client", Secret.of("canary"), "https://app.example/callback");
                    System.out.println(CurlCommand.of(new GoTo(config).personalAccessTokenRequest(Secret.of("canary"))));
                    ModuleLayer.boot().modules().stream()
                            .map(Module::getName)
                            .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
                            .forEach(name -> System.out.println("module " + name));
                }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void theRuntimeClosureOfAProviderIsCoreJacksonSlf4jAndJspecify() throws Exception {
        Set<String> closure = new TreeSet<>();
        addClosure("provider-goto", closure);
        assertThat(closure).isEqualTo(new TreeSet<>(CLOSURE.keySet()));
    }

    @Test
    void aModuleThatRequiresAProviderCompilesAndRuns() throws Exception {
        Path source = Files.createDirectories(directory.resolve("source/consumer"));
        Path moduleInfo = Files.writeString(directory.resolve("source/module-info.java"), MODULE_INFO);
        Path main = Files.writeString(source.resolve("Main.java"), MAIN);
        Path classes = directory.resolve("classes");
        List<String> jars = new ArrayList<>();
        for (String artifact : CLOSURE.keySet()) {
            jars.add(jar(artifact).toString());
        }
        String modulePath = String.join(File.pathSeparator, jars);

        StringWriter words = new StringWriter();
        int compiled = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(words),
                        new PrintWriter(words),
                        "--release",
                        "17",
                        "-Xlint:all,-requires-automatic",
                        "-Werror",
                        "--class-path",
                        directory.toString(),
                        "--module-path",
                        modulePath,
                        "-d",
                        classes.toString(),
                        moduleInfo.toString(),
                        main.toString());
        assertThat(compiled).as(words.toString()).isZero();

        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        classes + File.pathSeparator + modulePath,
                        "--module",
                        "consumer/consumer.Main")
                .redirectError(directory.resolve("errors").toFile())
                .start();
        String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue())
                .as(Files.readString(directory.resolve("errors")))
                .isZero();
        assertThat(printed).contains("curl 'https://identity.goto.com/").doesNotContain("canary");
        assertThat(printed.lines().filter(line -> line.startsWith("module ")).collect(Collectors.toSet()))
                .contains(
                        "module consumer",
                        "module dev.tokentrail.provider.gotoapi",
                        "module dev.tokentrail.core",
                        "module tools.jackson.databind",
                        "module tools.jackson.core",
                        "module com.fasterxml.jackson.annotation",
                        "module org.slf4j")
                .hasSizeLessThanOrEqualTo(CLOSURE.size() + 1);
    }

    /** Follows the POMs from one artifact to the next. */
    private static void addClosure(String artifact, Set<String> closure) throws Exception {
        if (!closure.add(artifact)) {
            return;
        }
        assertThat(CLOSURE).as("an artifact that the closure must not hold").containsKey(artifact);
        for (String dependency : runtimeDependencies(artifact)) {
            addClosure(dependency, closure);
        }
    }

    private static List<String> runtimeDependencies(String artifact) throws Exception {
        List<String> dependencies = new ArrayList<>();
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(pom(artifact)))
                .getDocumentElement();
        for (Element list : children(project, "dependencies")) {
            for (Element dependency : children(list, "dependency")) {
                Map<String, String> facts = facts(dependency);
                boolean atRuntime = Set.of("compile", "runtime").contains(facts.getOrDefault("scope", "compile"));
                if (atRuntime && !facts.getOrDefault("optional", "false").equals("true")) {
                    dependencies.add(facts.get("artifactId"));
                }
            }
        }
        return dependencies;
    }

    /** As published: beside the jar in a repository, inside the jar where it was built here. */
    private static byte[] pom(String artifact) throws Exception {
        Path jar = jar(artifact);
        Path published = jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", ".pom"));
        if (Files.exists(published)) {
            return Files.readAllBytes(published);
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            JarEntry inside = file.stream()
                    .filter(entry -> entry.getName().matches("META-INF/maven/.*/" + artifact + "/pom\\.xml"))
                    .findFirst()
                    .orElseThrow();
            return file.getInputStream(inside).readAllBytes();
        }
    }

    private static Map<String, String> facts(Element dependency) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String name : List.of("artifactId", "scope", "optional")) {
            children(dependency, name)
                    .forEach(element -> facts.put(name, element.getTextContent().strip()));
        }
        return facts;
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static Path jar(String artifact) throws URISyntaxException {
        Class<?> inside = CLOSURE.get(artifact);
        Path jar = Path.of(
                inside.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertThat(jar.getFileName().toString()).startsWith(artifact + "-").endsWith(".jar");
        return jar;
    }
}
