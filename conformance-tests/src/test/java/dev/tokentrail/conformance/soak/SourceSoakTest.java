package dev.tokentrail.conformance.soak;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.mock.Fault;
import dev.tokentrail.mock.MockAuthServer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/**
 * Hours of the emulator's time, in which each kind of fault meets the token requests of five sources, again and again. Its
 * seed is printed; {@code -Dsoak.seed} repeats a run's plan of faults and steps.
 */
@Timeout(300)
class SourceSoakTest {

    private static final Logger TOKENTRAIL = (Logger) LoggerFactory.getLogger("dev.tokentrail");
    private static final boolean AT_LENGTH = "true".equals(System.getenv("CI")) && !Boolean.getBoolean("tests.short");
    private static final int KINDS = 28;
    private static final int STEPS = AT_LENGTH ? 200 : 50;

    private static final List<Supplier<Fault>> FAULTS = List.of(
            () -> Fault.status(503, "{}"),
            () -> Fault.htmlError(502),
            () -> Fault.tooManyRequests(1),
            () -> Fault.tooManyRequestsUntil(1),
            () -> Fault.okWithError("server_error"),
            Fault::secretEchoed,
            () -> Fault.delay(Duration.ofMillis(20)),
            () -> Fault.hang(Duration.ofSeconds(20)),
            Fault::droppedBeforeProcessing,
            () -> Fault.droppedBeforeProcessing().byReset(),
            Fault::answerLost,
            () -> Fault.answerLost().byReset(),
            Fault::droppedInBody,
            () -> Fault.slowDrip(200, Duration.ofMillis(5)),
            () -> Fault.wrongContentType("text/html"),
            Fault::truncatedJson,
            () -> Fault.hugeBody(1_200_000),
            Fault::expiryMissing,
            Fault::expiryZero,
            Fault::expiryNegative,
            Fault::expiryText,
            Fault::expiryAbsolute,
            Fault::expiryHuge,
            Fault::withoutTokenType,
            Fault::withoutRefreshToken,
            Fault::expiredOnArrival,
            () -> Fault.wrongIssuer("https://else.example"),
            Fault::unknownKeyId,
            Fault::keyRotated,
            Fault::tamperedSignature);

    private static MockAuthServer server;

    @BeforeAll
    static void start() {
        TOKENTRAIL.setLevel(Level.OFF);
        server = MockAuthServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        TOKENTRAIL.setLevel(null);
    }

    @Test
    void noTokenIsLostWhateverGoesWrong() throws Exception {
        long seed = Long.getLong("soak.seed", System.nanoTime());
        Random random = new Random(seed);
        MockAuthServer mock = server.namespace().configure("""
                {"journal": 100,
                 "x3": {"accessTokenSeconds": 60, "refreshTokenReuse": "family-ended"},
                 "sonetel": {"accessTokenSeconds": 60, "refreshTokenReuse": "family-ended"},
                 "goto": {"accessTokenSeconds": 60},
                 "wso2": {"version": "4.7", "accessTokenSeconds": 60, "refreshTokenReuse": "family-ended"}}
                """).open();
        mock.clock().freeze();
        JdkTransport transport =
                JdkTransport.builder().totalTimeout(Duration.ofSeconds(2)).build();
        HttpClient api = HttpClient.newHttpClient();
        List<Soaked> all = new ArrayList<>();
        for (Subject subject : Subject.all(mock, transport)) {
            all.add(new Soaked(subject, api, FAULTS));
        }
        Set<String> met = new TreeSet<>();
        mock.requests().forEach(request -> request.fault().ifPresent(met::add));
        Load early = Load.now();
        Duration passed = Duration.ZERO;
        long began = System.nanoTime();
        int step = 0;
        for (; step < STEPS || (met.size() < KINDS && step < 3 * STEPS); step++) {
            Duration time = Duration.ofMillis(1000 + random.nextInt(30_000));
            mock.clock().advance(time);
            passed = passed.plus(time);
            if (all.stream().anyMatch(Soaked::isStuck)) {
                mock.clearFaults();
                all.forEach(Soaked::forget);
            }
            for (Soaked one : all) {
                one.trouble(random);
                one.use();
            }
            mock.requests().forEach(request -> request.fault().ifPresent(met::add));
            if (step == STEPS / 3) {
                early = Load.now();
            }
        }
        mock.clearFaults();
        mock.clock().advance(Duration.ofMinutes(11)); // longer than any pause
        for (Soaked one : all) {
            one.recover();
        }
        Load late = Load.now();
        System.out.printf(
                "Soak with seed %d: %d steps, %s of the emulator's time in %d s; %d kinds of fault met%n%s -> %s%n",
                seed, step, passed, (System.nanoTime() - began) / 1_000_000_000, met.size(), early, late);
        for (Soaked one : all) {
            System.out.println(one);
        }
        for (Soaked one : all) {
            one.close();
            assertThat(one.failedRequests()).as("failures of %s", one).isPositive();
            assertThat(one.unexplained())
                    .as("sign-ins that nothing explains, seed %d", seed)
                    .isEmpty();
        }
        assertThat(threadsOfSources()).isEmpty();
        assertThat(met).as("kinds of fault met, seed %d", seed).hasSize(KINDS);
        assertThat(late.threads()).as("threads").isLessThanOrEqualTo(early.threads() + 20);
        assertThat(late.heap()).as("bytes of heap").isLessThanOrEqualTo(early.heap() + 8_000_000);
    }

    /** A renewal that is over may have its last instructions to do. */
    private static List<String> threadsOfSources() throws InterruptedException {
        List<String> alive = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("tokentrail-")) {
                thread.join(10_000);
                if (thread.isAlive()) {
                    alive.add(thread.getName());
                }
            }
        }
        return alive;
    }
}
