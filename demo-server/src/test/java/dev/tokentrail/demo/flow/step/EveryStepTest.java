package dev.tokentrail.demo.flow.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.gotoapi.GoToService;
import dev.tokentrail.demo.flow.sonetel.SonetelService;
import dev.tokentrail.demo.flow.wso2.Wso2Service;
import dev.tokentrail.demo.flow.x3.X3Service;
import dev.tokentrail.demo.flow.xbooker.XBookerService;
import dev.tokentrail.mock.JournalView;
import dev.tokentrail.mock.MockAuthServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every step, whatever stands in its fields: what is shown is sent, its Java compiles, a failure is a sentence. */
class EveryStepTest {

    private static final List<String> HOSTILE = List.of(
            "a\r\nX-Injected: yes",
            "\"'`$(id);|&<>\\ \\u000a */ //",
            "<script>alert(1)</script>",
            "\u202egnp.exe\u2066\u200f",
            "\u0000\u001b[31m\u007f\u0085",
            "x".repeat(16_384),
            "x".repeat(16_385),
            "a ".repeat(2_000),
            "\u00e9\u6f22\ud83d\ude00",
            "\ud800",
            "",
            "   ",
            "//evil.example/x",
            "@evil.example/",
            "/../../%2e%2e/x?y=1#z",
            "-1",
            "99999999999999999999");

    private static final List<DemoService> SERVICES =
            List.of(new X3Service(), new SonetelService(), new XBookerService(), new GoToService(), new Wso2Service());

    @TempDir
    private Path directory;

    @Test
    void whatever_stands_in_a_field_is_sent_as_data_or_refused_in_a_sentence_and_its_java_compiles() {
        Set<String> javaCode = new HashSet<>();
        try (MockAuthServer server = Visit.startEmulator()) {
            for (DemoService service : SERVICES) {
                try (Visit visit = Visit.of(server, service)) {
                    walkAll(visit);
                    javaCode.addAll(visit.javaCode());
                }
            }
        }
        assertThat(javaCode).hasSizeGreaterThan(200);
        assertThat(CompiledJava.complaints(javaCode, directory)).isEmpty();
    }

    /** Every flow from its first step to its last; a step that several flows have is met with everything once. */
    private static void walkAll(Visit visit) {
        Set<Step> met = new HashSet<>();
        for (Flow flow : visit.walk().service().flows()) {
            for (Step step : flow.steps()) {
                if (met.add(step)) {
                    for (Field field : step.fields(visit.walk())) {
                        HOSTILE.forEach(value -> hostile(visit, flow, step, Map.of(field.name(), value)));
                    }
                }
                walk(visit, flow, step);
                assertThat(visit.javaCode())
                        .last()
                        .asString()
                        .as("secrets are variables")
                        .doesNotContain("-secret\"", "ksdSdoefDDP7wpaElfqvmjDue", "goto-pat", "eyJ", "\"password\"");
            }
        }
    }

    /** Takes a step as it stands, and what the person does in the browser. */
    private static void walk(Visit visit, Flow flow, Step step) {
        if (step.waitsFor(visit.walk()).isPresent()) {
            // The token was revoked the step before: the flow is walked again up to here.
            walk(visit, flow, flow.steps().get(0));
            if (flow.step("exchange").isPresent()) {
                walk(visit, flow, flow.step("exchange").orElseThrow());
            }
            if (flow.step("ask").isPresent()) {
                walk(visit, flow, flow.step("approve").orElseThrow());
                walk(visit, flow, flow.step("ask").orElseThrow());
            }
        }
        switch (step.id()) {
            case "sign-in" -> visit.signsIn(flow.id(), Map.of());
            case "approve" ->
                visit.open(visit.run(flow.id(), "approve", Map.of())
                        .browserAddress()
                        .orElseThrow());
            default -> visit.goesWell(flow.id(), step.id());
        }
    }

    private static void hostile(Visit visit, Flow flow, Step step, Map<String, String> sent) {
        String what = flow.id() + "/" + step.id() + " " + sent;
        JournalView journal = visit.emulator().mark();
        try {
            visit.plan(flow.id(), step.id(), sent);
        } catch (IllegalArgumentException | TokenException refused) {
            Outcome outcome = visit.walk().run(flow, step, new HashMap<>(sent));
            assertThat(outcome.sentence()).as(what).isEqualTo(refused.getMessage());
            assertSentence(what, outcome.sentence());
            assertThat(visit.result(flow.id(), step.id()).successful()).as(what).isFalse();
            assertThat(journal.requests()).as(what).isEmpty();
            return;
        }
        Outcome outcome = visit.run(flow.id(), step.id(), sent);
        assertSentence(what, outcome.sentence());
        journal.requests()
                .forEach(request ->
                        assertThat(request.header("X-Injected")).as(what).isEmpty());
        outcome.browserAddress()
                .ifPresent(address -> assertThat(address)
                        .as(what)
                        .startsWith(visit.emulator().url().toString())
                        .matches("[!-~]{1,4000}"));
    }

    private static void assertSentence(String what, String sentence) {
        assertThat(sentence)
                .as(what)
                .matches("(?s)[A-Z\"'].{10,600}")
                .doesNotContain("Exception", "null", "java.", "Optional");
    }
}
