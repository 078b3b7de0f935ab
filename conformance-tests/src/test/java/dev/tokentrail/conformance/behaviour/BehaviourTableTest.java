package dev.tokentrail.conformance.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.token.TokenException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Plays every {@link Situation} to every provider. The table of outcomes is {@code docs/behaviour.md}; run with
 * {@code -Dbehaviour.write=true} to write it anew after a change that is meant.
 */
class BehaviourTableTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Path TABLE = Path.of("..", "docs", "behaviour.md");

    private final Transport patient = JdkTransport.create();
    private final Transport impatient =
            JdkTransport.builder().totalTimeout(Duration.ofMillis(300)).build();

    @Test
    void everyProviderMakesOfEveryAnswerWhatTheTableSays() throws IOException {
        List<Service> services = Service.all();
        List<String> rows = new ArrayList<>();
        for (Situation situation : Situation.all()) {
            List<String> cells = new ArrayList<>();
            for (Service service : services) {
                Outcome outcome = play(situation, service);
                checkWords(situation, service, outcome);
                cells.add(outcome.cell());
            }
            rows.add("| " + situation.name() + " | " + String.join(" | ", cells) + " |");
        }
        String table = page(services, rows);
        if (Boolean.getBoolean("behaviour.write")) {
            Files.writeString(TABLE, table);
        }
        assertThat(Files.readString(TABLE))
                .as("docs/behaviour.md; run this test with -Dbehaviour.write=true if the change is meant")
                .isEqualTo(table);
    }

    private Outcome play(Situation situation, Service service) throws IOException {
        ScriptedServer.Answer answer = situation.answer().apply(service.answers());
        if (answer == Situation.NOBODY_LISTENS) {
            try (Socket bound = new Socket()) { // it does not listen, and nobody else can
                bound.bind(new InetSocketAddress("127.0.0.1", 0));
                return call(service, "http://127.0.0.1:" + bound.getLocalPort(), patient);
            }
        }
        try (ScriptedServer server = new ScriptedServer(answer)) {
            return call(service, server.url(), situation.name().contains("in time") ? impatient : patient);
        }
    }

    private static Outcome call(Service service, String baseUrl, Transport transport) {
        try {
            return Outcome.of(service.call().send(baseUrl, transport, CLOCK), NOW);
        } catch (TokenException failure) {
            return Outcome.of(failure);
        }
    }

    /** Every failure speaks, advises, shows its request, and keeps the secret, down to the last cause. */
    private static void checkWords(Situation situation, Service service, Outcome outcome) {
        TokenException failure = outcome.failure();
        if (failure == null) {
            return;
        }
        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything));
        everything
                .append(failure.redactedBody().orElse(""))
                .append(failure.redactedCurl().orElse(""))
                .append(failure.providerMessage().orElse(""));
        assertThat(everything.toString())
                .as("%s, %s", service.name(), situation.name())
                .contains(failure.advice())
                .doesNotContain(ServiceAnswers.SECRET);
        assertThat(failure.advice()).endsWith(".");
        assertThat(failure.getMessage()).startsWith(service.name()).doesNotContain("\n");
        assertThat(failure.redactedCurl().orElse("")).contains("curl");
    }

    private static String page(List<Service> services, List<String> rows) {
        StringBuilder page = new StringBuilder("""
                # Behaviour

                What each provider makes of each kind of answer to its token request. This page is written by
                `BehaviourTableTest` from what really came over the wire, and a build fails if it is no longer true.

                - **token** and how long it lives, counted from the moment of sending: stated by the service unless it says
                  *from the JWT* or *by default* (the documented lifetime).
                - **refused** is `ProviderRefusedException`: the input must change. With it stands the RFC 6749 code; the
                  services' own errors are translated.
                - **unavailable** is `ProviderUnavailableException`: not reached, not served, or not understood. *again*
                  means `retryable()`, *never sent* that repeating is safe whatever the grant.

                """);
        page.append("| the service answers |");
        services.forEach(service -> page.append(' ').append(service.name()).append(" |"));
        page.append("\n|---|").append("---|".repeat(services.size())).append('\n');
        rows.forEach(row -> page.append(row).append('\n'));
        page.append("\n")
                .append(rows.size())
                .append(" kinds of answer, ")
                .append(services.size())
                .append(" providers.\n");
        return page.toString();
    }
}
