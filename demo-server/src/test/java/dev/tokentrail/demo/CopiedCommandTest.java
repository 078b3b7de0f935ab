package dev.tokentrail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.curl.CurlDialect;
import dev.tokentrail.demo.trail.TrailEntry;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command that is copied from the page and run gives the answer that the page shows. */
class CopiedCommandTest {

    private static final String STATUS = " --silent --write-out '\\n%{http_code}'";

    /** What differs from one answer to the next. */
    private static final Set<String> NEW_EACH_TIME = Set.of(
            "access_token", "refresh_token", "id_token", "id", "expires_in", "iat", "nbf", "exp", "jti", "timestamp");

    private static RunningDemo demo;
    private static Guest guest;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void walk() {
        demo = new RunningDemo();
        guest = new Guest(demo.origin());
        for (String step : List.of("get-token", "send-message", "introspect")) {
            runs("goto", "personal-access-token", step);
        }
        runs("goto", "published", "metadata");
        runs("goto", "published", "keys");
        for (String step : List.of("get-token", "call-api", "introspect")) {
            runs("wso2", "client-credentials", step);
        }
        assertThat(guest.post("/trail/reveal", "_csrf", guest.csrfToken(), "reveal", "on")
                        .status())
                .isEqualTo(303);
    }

    private static void runs(String service, String flow, String step) {
        assertThat(guest.run(service, flow, step, Map.of()).path("successful").booleanValue())
                .as(service + " " + flow + " " + step)
                .isTrue();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @TestFactory
    Stream<DynamicTest> every_call() {
        List<TrailEntry.Call> calls = demo.visitors()
                .find(guest.cookies().get("tokentrail"))
                .orElseThrow()
                .trail()
                .calls();
        assertThat(calls).hasSizeGreaterThanOrEqualTo(8);
        return calls.stream()
                .map(call -> DynamicTest.dynamicTest(
                        call.service() + " " + call.flow() + " " + call.step(), () -> sameAnswer(call)));
    }

    private static void sameAnswer(TrailEntry.Call call) throws Exception {
        String shown = shown(call, "sh", "many", "revealed", "Raw response");
        same(shown, run(shown(call, "sh", "many", "revealed", "cURL command") + STATUS, Map.of()));
        same(shown, run(shown(call, "sh", "one", "variables", "cURL command") + STATUS, variables(call)));
        Path config = Files.writeString(
                directory.resolve("call-" + call.number()), shown(call, "config", "many", "revealed", "cURL command"));
        same(shown, run("curl --config '" + config + "'" + STATUS, Map.of()));
    }

    private static Map<String, String> variables(TrailEntry.Call call) {
        Map<String, String> variables = new TreeMap<>();
        CurlCommand.of(call.exchange().request())
                .in(CurlDialect.SH)
                .withVariables()
                .variables()
                .forEach((name, value) -> variables.put(name, value.reveal()));
        return variables;
    }

    private static String shown(TrailEntry.Call call, String shell, String lines, String secrets, String what) {
        return guest.get("/trail/" + call.number() + "?shell=" + shell + "&lines=" + lines + "&secrets=" + secrets)
                .page()
                .expectFirst("pre[aria-label=" + what + "]")
                .wholeText();
    }

    private static void same(String shown, String answered) {
        int status = answered.lastIndexOf('\n');
        assertThat(shown).contains(" " + answered.substring(status + 1).strip() + " ");
        JsonNode expected = json(shown.substring(shown.indexOf('{')));
        JsonNode actual = json(answered.substring(0, status));
        assertThat(names(actual)).isEqualTo(names(expected)).isNotEmpty();
        for (Map.Entry<String, JsonNode> member : expected.properties()) {
            if (!NEW_EACH_TIME.contains(member.getKey())) {
                assertThat(actual.path(member.getKey())).as(member.getKey()).isEqualTo(member.getValue());
            }
        }
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static Set<String> names(JsonNode object) {
        return new TreeSet<>(object.propertyNames());
    }

    private static String run(String command, Map<String, String> variables) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command);
        shell.environment().putAll(variables);
        shell.environment().put("NO_PROXY", "127.0.0.1");
        File output = directory.resolve("output").toFile();
        Process process = shell.redirectErrorStream(true).redirectOutput(output).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output.toPath(), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(command + "\n" + text).isZero();
        return text;
    }
}
