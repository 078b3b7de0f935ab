package dev.tokentrail.demo.web.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.RunningDemo;
import dev.tokentrail.demo.session.Visitor;
import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stream of events over the wire: what it says, how many there may be, and when it ends. */
@Timeout(60)
class StreamsTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static RunningDemo demo;

    @BeforeAll
    static void start() {
        demo = new RunningDemo();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void each_call_is_told_to_its_own_visitor_alone() throws Exception {
        RunningDemo own = new RunningDemo();
        Session told = Session.begin(own);
        Session other = Session.begin(own);
        try (Stream stream = open(told, own);
                Stream others = open(other, own)) {
            assertThat(stream.answer.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            stream.until(":"); // from here on each entry is told, or one that came after it
            others.until(":");
            told.walk("goto", "personal-access-token");
            int last = told.visitor().trail().newest();
            assertThat(stream.until("data: " + last))
                    .contains("event: trail")
                    .noneMatch(line -> line.contains("goto-pat"));
            other.run("goto", "published", "metadata", Map.of());
            List<String> seen = others.until("data: ");
            own.visitors().leaveAll();
            seen.addAll(others.rest());
            assertThat(seen.stream().filter(line -> line.startsWith("data")))
                    .as("nothing of the other's")
                    .containsExactly("data: 1");
        } finally {
            own.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "?after=0,, true",
        "?after=1,, false",
        "?after=-1,, false",
        "'',, false",
        "?after=0, 1, false",
        "'', 0, true"
    })
    void what_came_before_the_stream_is_told_to_who_does_not_know_it(String query, String lastEvent, boolean told)
            throws Exception {
        Session session = Session.begin(demo);
        session.run("goto", "published", "metadata", Map.of());
        HttpRequest.Builder request = request(session, demo, "/trail/events" + query);
        if (lastEvent != null) {
            request.header("Last-Event-ID", lastEvent);
        }
        try (Stream stream = new Stream(send(request))) {
            if (told) {
                assertThat(stream.until("data")).contains("id: 1").endsWith("data: 1");
            } else {
                assertThat(stream.until(":")).noneMatch(line -> line.startsWith("data"));
            }
        }
    }

    @Test
    void streams_are_few_for_a_visitor_and_those_of_the_newest_pages() throws Exception {
        Session session = Session.begin(demo);
        Stream oldest = open(session);
        oldest.until(":");
        List<Stream> newer = new ArrayList<>();
        for (int i = 0; i < TrailStreams.MOST_OF_A_VISITOR; i++) {
            Stream stream = open(session);
            stream.until(":");
            newer.add(stream);
        }
        assertThat(oldest.rest()).as("a page does not ask again").contains("event: over");
        session.run("goto", "published", "metadata", Map.of());
        for (Stream stream : newer) {
            stream.until("data: 1");
            stream.close();
        }
        try (Stream left = open(session)) {
            left.until(":");
        }
        oldest.close();
    }

    @Test
    void without_a_session_there_is_no_stream_and_without_event_stream_no_answer_that_hangs() throws Exception {
        assertThat(CLIENT.send(
                                HttpRequest.newBuilder(URI.create(demo.origin() + "/trail/events"))
                                        .header("Accept", "text/event-stream")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(204);
        assertThat(Session.begin(demo).guest().get("/trail/events").status()).isEqualTo(406);
    }

    @Test
    void it_ends_with_the_session() throws Exception {
        RunningDemo own = new RunningDemo();
        try (Stream stream = open(Session.begin(own), own)) {
            stream.until(":");
            own.visitors().leaveAll();
            assertThat(stream.rest()).noneMatch(line -> line.startsWith("data"));
        } finally {
            own.close();
        }
    }

    @Test
    void a_heartbeat_goes_out_while_nothing_happens_and_who_is_gone_is_forgotten() throws Exception {
        Visitor visitor = Session.begin(demo).visitor();
        TrailStreams streams = new TrailStreams(Duration.ofMillis(50));
        Javalin server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/events", streams.handler(context -> Optional.of(visitor)));
                })
                .start("127.0.0.1", 0);
        try {
            URI address = URI.create("http://127.0.0.1:" + server.port() + "/events");
            try (Stream stream = new Stream(send(HttpRequest.newBuilder(address)))) {
                assertThat(stream.until(":")).isNotEmpty();
                assertThat(stream.until(":")).isNotEmpty();
                assertThat(streams.open()).isEqualTo(1);
            }
            while (streams.open() > 0) {
                Thread.onSpinWait(); // each heartbeat finds out more; @Timeout bounds it
            }
        } finally {
            streams.close();
            server.stop();
        }
    }

    private static Stream open(Session session) throws Exception {
        return open(session, demo);
    }

    private static Stream open(Session session, RunningDemo at) throws Exception {
        HttpResponse<InputStream> answer = send(request(session, at, "/trail/events"));
        assertThat(answer.statusCode()).isEqualTo(200);
        return new Stream(answer);
    }

    private static HttpRequest.Builder request(Session session, RunningDemo at, String address) {
        return HttpRequest.newBuilder(URI.create(at.origin() + address))
                .header("Cookie", "tokentrail=" + session.guest().cookies().get("tokentrail"));
    }

    private static HttpResponse<InputStream> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(
                request.header("Accept", "text/event-stream").build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** What a browser's EventSource would read. */
    private static final class Stream implements AutoCloseable {
        private final HttpResponse<InputStream> answer;
        private final BufferedReader lines;

        Stream(HttpResponse<InputStream> answer) {
            this.answer = answer;
            this.lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        /** The lines up to one that begins so. */
        List<String> until(String beginning) throws Exception {
            List<String> read = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read.add(line);
                if (line.startsWith(beginning)) {
                    return read;
                }
            }
            throw new AssertionError("It ended after " + read);
        }

        List<String> rest() throws Exception {
            return lines.lines().toList();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
