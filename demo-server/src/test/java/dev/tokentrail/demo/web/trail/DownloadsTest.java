package dev.tokentrail.demo.web.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.RunningDemo;
import dev.tokentrail.demo.trail.TrailEntry;
import dev.tokentrail.mock.JournalView;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.RecordedRequest;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a visitor takes home runs there: the script, and the test, which is compiled here. */
class DownloadsTest {

    private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^([A-Z][A-Z0-9_]*)='([^']*)'$");

    private static RunningDemo demo;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        demo = new RunningDemo();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @ParameterizedTest
    @CsvSource({"goto, authorization-code", "goto, personal-access-token", "wso2, authorization-code", "wso2, published"
    })
    void the_script_asks_for_secrets_holds_none_and_repeats_the_session(String service, String flow) throws Exception {
        Session session = Session.begin(demo).walk(service, flow);
        List<TrailEntry.Call> calls = session.visitor().trail().calls();
        assertThat(calls).isNotEmpty();
        String script = session.guest().get("/trail/session.sh").body();
        assertHoldsNoSecret(script, calls);
        assertThat(session.guest().get("/trail/session.sh?secrets=revealed").status())
                .as("without the switch")
                .isEqualTo(403);

        reveal(session.guest());
        Guest.Reply clear = session.guest().get("/trail/session.sh?secrets=revealed");
        Map<String, String> variables = variables(clear.body());
        freshCode(session, calls)
                .ifPresent(
                        code -> variables.replaceAll((name, value) -> name.matches("[A-Z0-9]+_CODE") ? code : value));
        if (!variables.isEmpty()) {
            Sh.Result unset = Sh.run(script, directory, Map.of());
            assertThat(unset.status()).isNotZero();
            assertThat(unset.errors()).contains("set it first");
        }

        JournalView journal = session.visitor().namespace().orElseThrow().mark();
        Sh.Result result = Sh.run(script, directory, variables);
        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(journal.requests().stream().map(DownloadsTest::line).toList())
                .as(result.output())
                .isEqualTo(calls.stream().map(DownloadsTest::line).toList());
    }

    @Test
    void the_revealed_script_runs_without_any_variable() throws Exception {
        Session session = Session.begin(demo).walk("goto", "personal-access-token");
        reveal(session.guest());
        Guest.Reply clear = session.guest().get("/trail/session.sh?secrets=revealed");
        assertThat(clear.body()).contains("SECRETS IN CLEAR", "goto-pat");
        Sh.Result result = Sh.run(clear.body(), directory, Map.of());
        assertThat(result.errors()).isEmpty();
        assertThat(result.output()).contains("access_token");
    }

    @Test
    void the_test_of_the_other_services_compiles_and_passes_too() throws Exception {
        Session session = Session.begin(demo)
                .walk("x3", "pairing")
                .walk("x3", "pairing-elsewhere")
                .walk("sonetel", "password")
                .walk("sonetel", "web-client")
                .walk("xbooker", "delegated-access");
        List<TrailEntry.Call> calls = session.visitor().trail().calls();
        String source = session.guest().get("/trail/SessionTest.java").body();
        assertThat(source).contains("(calls: " + calls.size() + ")").doesNotContain("is left out");
        Method test = compiled(source);
        test.invoke(instance(test.getDeclaringClass()));
    }

    @Test
    void the_test_compiles_replays_every_call_and_passes() throws Exception {
        Session session = Session.begin(demo)
                .walk("goto", "authorization-code")
                .walk("goto", "personal-access-token")
                .walk("goto", "password")
                .walk("wso2", "authorization-code")
                .walk("wso2", "password")
                .walk("wso2", "jwt-bearer")
                .walk("wso2", "saml2-bearer")
                .walk("wso2", "kerberos")
                .walk("wso2", "published");
        List<TrailEntry.Call> calls = session.visitor().trail().calls();
        assertThat(calls).hasSizeGreaterThan(25);
        Guest.Reply download = session.guest().get("/trail/SessionTest.java");
        assertThat(download.header("Content-Disposition")).contains("attachment; filename=\"SessionTest.java\"");
        assertThat(download.body())
                .contains("(calls: " + calls.size() + ")")
                .doesNotContain("is left out", session.visitor().csrfToken());
        Method test = compiled(download.body());
        test.invoke(instance(test.getDeclaringClass()));

        Method failing = compiled(download.body().replaceFirst("assertEquals\\((\\d)", "assertEquals(9$1"));
        assertThat(catchThrowable(() -> failing.invoke(instance(failing.getDeclaringClass()))))
                .as("a test that expects another status")
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void the_test_makes_up_what_was_made_up_moves_the_clock_and_repeats_a_fault() throws Exception {
        Session session = Session.begin(demo).walk("goto", "published");
        MockAuthServer emulator = session.visitor().namespace().orElseThrow();
        session.run("goto", "personal-access-token", "get-token", Map.of("pat", "pl4nted-made-up"));
        session.run("goto", "personal-access-token", "get-token", Map.of());
        emulator.clock().advance(Duration.ofHours(2));
        session.run("goto", "personal-access-token", "send-message", Map.of());
        emulator.failNext(503, Map.of("Content-Type", "text/plain", "Retry-After", "1"), "later");
        session.run("goto", "personal-access-token", "get-token", Map.of());
        assertThat(session.visitor().trail().calls().stream()
                        .map(call -> call.exchange().response().orElseThrow().status()))
                .contains(400, 401, 503);
        String source = session.guest().get("/trail/SessionTest.java").body();
        assertThat(source)
                .contains("advance(Duration.ofSeconds(7", "failNext(503", "made-up-1")
                .doesNotContain("pl4nted", "is left out");
        Method test = compiled(source);
        test.invoke(instance(test.getDeclaringClass()));
    }

    private static Object instance(Class<?> type) throws Exception {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    @SuppressWarnings("resource") // the class is used after this returns
    private Method compiled(String source) throws Exception {
        Path folder = Files.createTempDirectory(directory, "compiled");
        Path file = Files.writeString(folder.resolve("SessionTest.java"), source);
        int failures = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-encoding",
                        "US-ASCII",
                        "-d",
                        folder.toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        file.toString());
        assertThat(failures).as(source).isZero();
        URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
        Method test = loader.loadClass("SessionTest").getDeclaredMethod("answersAsInTheSession");
        test.setAccessible(true);
        return test;
    }

    private static void reveal(Guest guest) {
        assertThat(guest.post("/trail/reveal", "_csrf", guest.csrfToken(), "reveal", "on")
                        .status())
                .isEqualTo(303);
    }

    private static Map<String, String> variables(String script) {
        Map<String, String> variables = new LinkedHashMap<>();
        Matcher assignments = ASSIGNMENT.matcher(script);
        while (assignments.find()) {
            variables.put(assignments.group(1), assignments.group(2));
        }
        return variables;
    }

    /** Signs in again at the same address, so that the verifier of the session is good for the new code. */
    private static Optional<String> freshCode(Session session, List<TrailEntry.Call> calls) {
        return session.visitor().trail().entries().stream()
                .filter(TrailEntry.BrowserMove.class::isInstance)
                .map(TrailEntry.BrowserMove.class::cast)
                .filter(move -> !move.back())
                .findFirst()
                .map(move ->
                        session.guest().allow(move.address()).getRawQuery().replaceFirst(".*\\bcode=([^&]*).*", "$1"));
    }

    private static void assertHoldsNoSecret(String text, List<TrailEntry.Call> calls) {
        for (Secret secret : SessionSecrets.of(calls).telling()) {
            assertThat(text).doesNotContain(secret.reveal());
        }
    }

    private static String line(RecordedRequest request) {
        return request.method() + " " + request.target() + " "
                + request.status().orElse(0);
    }

    private static String line(TrailEntry.Call call) {
        return call.exchange().request().method() + " "
                + call.exchange().request().target() + " "
                + call.exchange().response().orElseThrow().status();
    }
}
