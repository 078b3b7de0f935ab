package dev.tokentrail.conformance.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.settings.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The examples of deploy/: what they set is what the demo reads, and both set the same. */
class DeploymentExamplesTest {

    private static final Path FOLDER = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
            .filter(folder -> Files.isDirectory(folder.resolve("conformance-tests")))
            .findFirst()
            .orElseThrow()
            .resolve("deploy");
    private static final Set<String> OF_THE_STORE =
            Set.of("TOKENTRAIL_KEYS", "TOKENTRAIL_STORE_USER", "TOKENTRAIL_STORE_PASSWORD");

    @Test
    void bothExamplesGiveTheDemoTheSameVariablesAndOptions() throws IOException {
        Map<String, String> compose = plain(environmentOfCompose());
        Map<String, String> kubernetes = plain(environmentOfKubernetes());

        assertThat(kubernetes).isEqualTo(compose);
        assertThat(environmentOfKubernetes().keySet())
                .isEqualTo(environmentOfCompose().keySet());
        List<String> args = new ArrayList<>(list(container("demo").get("args")));
        args.replaceAll(arg -> arg.replace("//tokentrail-database/", "//database/"));
        assertThat(args).isEqualTo(list(service("demo").get("command")));
    }

    @Test
    void everyVariableIsOneThatTheDemoReadsAndNoRequiredOneIsMissing() throws IOException {
        Set<String> known =
                Arrays.stream(Variable.values()).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(OF_THE_STORE);

        assertThat(known).containsAll(environmentOfCompose().keySet());
        assertThat(environmentOfCompose().keySet())
                .containsAll(OF_THE_STORE)
                .contains("X3_ROOT", "SONETEL_USERNAME", "XBOOKER_ORGANIZATION_ID", "GOTO_CLIENT_ID", "WSO2_ADDRESS");
    }

    @Test
    void noContainerOfOursMayWriteOrBecomeRoot() throws IOException {
        for (String name : List.of("emulator", "demo")) {
            assertThat(service(name)).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
            assertThat(map(container(name).get("securityContext")))
                    .containsEntry("readOnlyRootFilesystem", true)
                    .containsEntry("allowPrivilegeEscalation", false)
                    .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
        }
        assertThat(map(pod("Deployment").get("securityContext")))
                .containsEntry("runAsNonRoot", true)
                .containsEntry("runAsUser", 10001);
    }

    @Test
    void portsArePublishedOnTheLoopbackInterfaceAlone() throws IOException {
        assertThat(list(service("emulator").get("ports")))
                .containsExactly("127.0.0.1:5050:5050", "127.0.0.1:9090:9090");
        assertThat(service("database")).doesNotContainKey("ports");
    }

    @Test
    void noSecretOfTheDatabaseStandsInAFile() throws IOException {
        for (String name : List.of("TOKENTRAIL_KEYS", "TOKENTRAIL_STORE_PASSWORD")) {
            assertThat(String.valueOf(environmentOfCompose().get(name))).startsWith("${" + name + ":?");
            assertThat(map(environmentOfKubernetes().get(name))).containsOnlyKeys("secretKeyRef");
        }
    }

    private static Map<String, String> plain(Map<String, Object> environment) {
        Map<String, String> plain = new LinkedHashMap<>();
        environment.forEach((name, value) -> {
            if (value instanceof String text && !text.startsWith("$")) {
                plain.put(name, text);
            }
        });
        assertThat(plain).hasSizeGreaterThan(20);
        return plain;
    }

    private static Map<String, Object> environmentOfCompose() throws IOException {
        return map(service("demo").get("environment"));
    }

    private static Map<String, Object> environmentOfKubernetes() throws IOException {
        Map<String, Object> environment = new LinkedHashMap<>();
        for (Object variable : (List<?>) container("demo").get("env")) {
            Map<String, Object> entry = map(variable);
            environment.put(
                    String.valueOf(entry.get("name")),
                    entry.containsKey("value") ? entry.get("value") : entry.get("valueFrom"));
        }
        return environment;
    }

    private static Map<String, Object> service(String name) throws IOException {
        Map<String, Object> file = map(new Yaml().load(Files.readString(FOLDER.resolve("compose.yaml"))));
        return map(map(file.get("services")).get(name));
    }

    private static Map<String, Object> container(String name) throws IOException {
        return ((List<?>) pod("Deployment").get("containers"))
                .stream()
                        .map(DeploymentExamplesTest::map)
                        .filter(container -> container.get("name").equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static Map<String, Object> pod(String kind) throws IOException {
        Iterable<Object> documents = new Yaml().loadAll(Files.readString(FOLDER.resolve("kubernetes.yaml")));
        Map<String, Object> found = StreamSupport.stream(documents.spliterator(), false)
                .map(DeploymentExamplesTest::map)
                .filter(document -> document.get("kind").equals(kind))
                .findFirst()
                .orElseThrow();
        return map(map(map(found.get("spec")).get("template")).get("spec"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<String> list(Object value) {
        return ((List<?>) value).stream().map(String::valueOf).toList();
    }
}
