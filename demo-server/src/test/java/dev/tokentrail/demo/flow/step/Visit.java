package dev.tokentrail.demo.flow.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.source.InMemoryTokenStore;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.EmulatedServices;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.Plan;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.StepResult;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.trail.SessionTrail;
import dev.tokentrail.mock.JournalView;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Walks flows at a namespace of an emulator that agrees to everything, and compares what was planned with what came. */
public final class Visit implements AutoCloseable {

    private final MockAuthServer emulator;
    private final SessionTrail trail = new SessionTrail();
    private final Walk walk;
    private final List<String> javaCode = new ArrayList<>();

    private Visit(MockAuthServer emulator, DemoService service) {
        this.emulator = emulator;
        emulator.clock().freeze(); // what is told of a token's time does not depend on how long a call takes
        this.walk = new Walk(
                service,
                new EmulatedServices(emulator, "http://127.0.0.1:5050"),
                JdkTransport.create(),
                emulator.clock(),
                trail,
                new InMemoryTokenStore(emulator.clock()));
    }

    /** An emulator for the visits of a class of tests. */
    public static MockAuthServer startEmulator() {
        return MockAuthServer.create().configure(EmulatedServices.CONFIGURATION).start();
    }

    /** A visitor with a namespace of their own. */
    public static Visit of(MockAuthServer parent, DemoService service) {
        return new Visit(parent.namespace().open(), service);
    }

    public MockAuthServer emulator() {
        return emulator;
    }

    public Walk walk() {
        return walk;
    }

    public SessionTrail trail() {
        return trail;
    }

    public Token token() {
        return walk.requireToken();
    }

    /** The Java of every plan so far. */
    public List<String> javaCode() {
        return javaCode;
    }

    public Step step(String flow, String step) {
        return flow(flow).step(step).orElseThrow();
    }

    public Plan plan(String flow, String step, Map<String, String> sent) {
        Step planned = step(flow, step);
        return planned.plan(walk, Values.of(planned.fields(walk), sent));
    }

    /** Runs a step that must go well, its fields as they stand, and gives its sentence. */
    public String goesWell(String flow, String step) {
        return goesWell(flow, step, Map.of());
    }

    /** Runs a step that must go well and gives its sentence. */
    public String goesWell(String flow, String step, Map<String, String> sent) {
        String sentence = run(flow, step, sent).sentence();
        assertThat(result(flow, step).successful()).as(sentence).isTrue();
        return sentence;
    }

    /** Runs a step that must go wrong and gives its result. */
    public StepResult goesWrong(String flow, String step, Map<String, String> sent) {
        Outcome outcome = run(flow, step, sent);
        assertThat(result(flow, step).successful()).as(outcome.sentence()).isFalse();
        return result(flow, step);
    }

    /** Runs a step; what comes to the emulator must be what was planned, to the byte. */
    public Outcome run(String flow, String step, Map<String, String> sent) {
        Plan plan = plan(flow, step, sent);
        javaCode.add(plan.javaCode());
        JournalView journal = emulator.mark();
        Outcome outcome = walk.run(flow(flow), step(flow, step), sent);
        assertThat(outcome.browserAddress()).isEqualTo(plan.browserAddress());
        List<RecordedRequest> received = journal.requests();
        if (!result(flow, step)
                .thrown()
                .map(thrown -> thrown.mayHaveReachedProvider())
                .orElse(true)) {
            assertThat(received).isEmpty();
            return outcome;
        }
        assertThat(received).hasSameSizeAs(plan.requests());
        for (int i = 0; i < received.size(); i++) {
            assertSame(received.get(i), plan.requests().get(i));
        }
        return outcome;
    }

    /** Signs in as a person would, and comes back. */
    public String signsIn(String flow, Map<String, String> sent) {
        Outcome away = run(flow, "sign-in", sent);
        AuthorizationCallback callback = AuthorizationCallback.fromUri(
                open(away.browserAddress().orElseThrow()).header("Location").orElseThrow());
        assertThat(walk.awaits(callback)).isTrue();
        walk.complete(callback);
        return result(flow, "sign-in").sentence();
    }

    /** What the browser gets. */
    public WireResponse open(String address) {
        try {
            return JdkTransport.create()
                    .send(WireRequest.get(address).header("Accept", "text/html").build());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public StepResult result(String flow, String step) {
        return walk.result(flow(flow), step(flow, step)).orElseThrow();
    }

    private Flow flow(String flow) {
        return walk.service().flow(flow).orElseThrow();
    }

    private static void assertSame(RecordedRequest received, WireRequest planned) {
        assertThat(received.method() + " " + received.target()).isEqualTo(planned.method() + " " + planned.target());
        if (received.status().orElse(0) == 431) {
            return; // A head too large for the emulator, which then reads no further.
        }
        assertThat(new String(received.body(), StandardCharsets.ISO_8859_1))
                .isEqualTo(new String(planned.body().bytes(), StandardCharsets.ISO_8859_1));
        for (Header header : planned.headers()) {
            assertThat(received.header(header.name())).as(header.name()).contains(header.value());
        }
    }

    @Override
    public void close() {
        emulator.close();
    }
}
