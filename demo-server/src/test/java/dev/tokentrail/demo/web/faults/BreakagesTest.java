package dev.tokentrail.demo.web.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.source.InMemoryTokenStore;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.EmulatedServices;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.StepResult;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.trail.SessionTrail;
import dev.tokentrail.mock.MockAuthServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every fault of every service, against an emulator that approves without asking. */
class BreakagesTest {

    private static MockAuthServer emulator;

    @BeforeAll
    static void start() {
        emulator = MockAuthServer.create()
                .configure(EmulatedServices.CONFIGURATION)
                .start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    /** A service by its name alone. */
    private record Named(String id) implements DemoService {
        @Override
        public String title() {
            return id;
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public String needs() {
            return "";
        }

        @Override
        public List<Flow> flows() {
            return List.of();
        }
    }

    /** A visitor at one service, in a namespace that nobody else has. */
    private static final class Visit {
        private final MockAuthServer own = emulator.namespace().open();
        private final Flow faults;
        private final Walk walk;

        Visit(String service) {
            faults = Breakages.of(Breakables.of(service).orElseThrow());
            walk = new Walk(
                    new Named(service),
                    new EmulatedServices(own, "http://127.0.0.1:5050"),
                    JdkTransport.create(),
                    own.clock(),
                    new SessionTrail(),
                    new InMemoryTokenStore(own.clock()));
            Breakage.allow(walk, own);
        }

        StepResult breaking(String fault) {
            Step step = faults.step(fault).orElseThrow();
            Outcome outcome = walk.run(faults, step, Map.of());
            outcome.browserAddress().ifPresent(address -> walk.complete(opened(address)));
            return walk.result(faults, step).orElseThrow();
        }

        /** The browser's way to the service's page and back. */
        private static AuthorizationCallback opened(String address) {
            try {
                WireResponse answer =
                        JdkTransport.create().send(WireRequest.get(address).build());
                return AuthorizationCallback.fromUri(answer.header("Location")
                        .orElseThrow(() -> new AssertionError(answer.status() + " " + answer.text())));
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        }

        Broken thrown(String fault) {
            StepResult result = breaking(fault);
            TokenException thrown =
                    result.thrown().orElseThrow(() -> new AssertionError(fault + ": " + result.sentence()));
            return Broken.of(thrown);
        }

        /** Gets X3's first token, for which a customer is needed. */
        void pair() {
            Breakable.SignIn signIn = Breakables.of("x3").orElseThrow().signIn();
            AuthorizationTransaction pairing = signIn.begin(walk);
            walk.keep(signIn.complete(walk, pairing, opened(pairing.uri())));
        }
    }

    @Test
    void sonetel() {
        Visit visit = new Visit("sonetel");

        assertThat(visit.thrown("wrong-secret").facts()).contains("status 400, code invalid_grant");
        assertThat(visit.thrown("reused-refresh-token").facts()).contains("invalid_grant");
        assertThat(visit.thrown("too-many-requests").retry()).contains("30 seconds");
        assertThat(visit.thrown("unavailable").facts()).contains("status 503");
        assertThat(visit.thrown("dropped").retry()).contains("may have reached");
        assertThat(visit.thrown("expired-token").type()).isEqualTo("ProviderRefusedException");
        assertThat(visit.breaking("clock-forward").sentence()).contains("by itself");
        assertThat(visit.breaking("clock-far-forward").successful())
                .as("Sonetel's password is asked for again")
                .isTrue();
        assertThat(visit.faults.step("denied")).isEmpty();
        assertThat(Breakages.leftOut(Breakables.of("sonetel").orElseThrow())).hasSize(1);
    }

    @Test
    void xBooker() {
        Visit visit = new Visit("xbooker");

        assertThat(visit.thrown("wrong-secret").facts()).contains("status 400").contains("Invalid client secret");
        assertThat(visit.thrown("too-many-requests").facts()).contains("status 429");
        assertThat(visit.thrown("unavailable").facts()).contains("status 503");
        assertThat(visit.thrown("dropped").type()).isEqualTo("ProviderUnavailableException");
        assertThat(visit.thrown("expired-token").facts()).contains("status 403").contains("Access token expired");
        assertThat(visit.breaking("clock-forward").sentence()).contains("by itself");
        assertThat(visit.breaking("clock-far-forward").successful())
                .as("X Booker's refresh token has no end")
                .isTrue();
        assertThat(visit.faults.step("reused-refresh-token")).isEmpty();
    }

    @Test
    void x3() {
        Visit visit = new Visit("x3");
        assertThat(visit.breaking("wrong-secret").sentence()).contains("pair with a customer first");
        assertThat(visit.thrown("denied").type()).isEqualTo("UserNeededException");
        assertThat(visit.thrown("wrong-state").type()).isEqualTo("CallbackRejectedException");
        assertThat(visit.thrown("expired-code").facts()).contains("status 4");
        assertThat(visit.thrown("replayed-code").facts()).contains("status 4");
        visit.breaking("clock-reset");
        visit.pair();

        assertThat(visit.thrown("wrong-secret").facts()).contains("status 4");
        assertThat(visit.thrown("too-many-requests").facts()).contains("status 429");
        assertThat(visit.thrown("unavailable").facts()).contains("status 503");
        assertThat(visit.thrown("reused-refresh-token").facts()).contains("status 4");
        assertThat(visit.breaking("clock-forward").sentence()).contains("by itself");
        assertThat(visit.thrown("dropped").retry()).contains("may have reached");
        visit.pair();
        assertThat(visit.thrown("clock-far-forward").type()).isEqualTo("UserNeededException");
        assertThat(Breakages.leftOut(Breakables.of("x3").orElseThrow())).hasSize(1);
    }

    @Test
    void a_fault_is_gone_once_it_was_shown() {
        Visit visit = new Visit("sonetel");
        visit.breaking("dropped");
        visit.breaking("unavailable");

        assertThat(Breakables.of("sonetel")
                        .orElseThrow()
                        .token()
                        .apply(visit.walk)
                        .refreshToken())
                .isNotNull();
    }

    @Test
    void no_secret_stands_in_what_is_shown() {
        for (String service : List.of("goto", "wso2", "sonetel", "xbooker")) {
            assertThat(new Visit(service).thrown("wrong-secret").toString())
                    .doesNotContain("not-the-secret", "bm90LXRoZS1zZWNyZXQ");
        }
    }
}
