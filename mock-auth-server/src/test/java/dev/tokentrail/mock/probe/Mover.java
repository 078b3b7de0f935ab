package dev.tokentrail.mock.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One of the two ways to move the clock. */
interface Mover {

    /** From Java, and by HTTP. */
    List<Mover> BOTH = List.of(new Java(), new Http());

    void advance(Subject subject, Duration duration);

    void set(Subject subject, Instant instant);

    void freeze(Subject subject);

    void resume(Subject subject);

    /** {@code MockClock}. */
    final class Java implements Mover {
        @Override
        public void advance(Subject subject, Duration duration) {
            subject.mock.clock().advance(duration);
        }

        @Override
        public void set(Subject subject, Instant instant) {
            subject.mock.clock().set(instant);
        }

        @Override
        public void freeze(Subject subject) {
            subject.mock.clock().freeze();
        }

        @Override
        public void resume(Subject subject) {
            subject.mock.clock().resume();
        }

        @Override
        public String toString() {
            return "Java";
        }
    }

    /** {@code POST /_mock/clock}. */
    final class Http implements Mover {
        @Override
        public void advance(Subject subject, Duration duration) {
            post(subject, "{\"advance\":\"" + duration + "\"}");
        }

        @Override
        public void set(Subject subject, Instant instant) {
            post(subject, "{\"set\":\"" + instant + "\"}");
        }

        @Override
        public void freeze(Subject subject) {
            post(subject, "{\"frozen\":true}");
        }

        @Override
        public void resume(Subject subject) {
            post(subject, "{\"frozen\":false}");
        }

        private static void post(Subject subject, String json) {
            try (Wire wire = subject.connect()) {
                wire.send("POST /_mock/clock HTTP/1.1\r\nHost: " + wire.authority()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
                Reply reply = wire.reply(false);
                assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            }
        }

        @Override
        public String toString() {
            return "HTTP";
        }
    }
}
