package dev.tokentrail.mock.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** There is one clock: whatever ends, ends by it to the second, whoever moves it and in whichever direction. */
class OneClockTest {

    private static final Instant START = Instant.parse("2031-01-31T23:59:59Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Pattern SYSTEM_TIME = Pattern.compile(
            "Clock\\.system|Instant\\.now\\(|currentTimeMillis|new Date\\(\\)|(Local|Zoned|Offset)[A-Za-z]*\\.now\\(");
    private static final Pattern COUNTED_TIME = Pattern.compile("nanoTime");

    private static List<Subject> subjects = List.of();

    @BeforeAll
    static void start() {
        subjects = Emulators.start();
    }

    @AfterAll
    static void stop() {
        subjects.forEach(subject -> {
            subject.close();
            subject.mock.close();
        });
    }

    /** A service, and a way to move its clock. */
    record Moved(Subject subject, Mover mover) {
        @Override
        public String toString() {
            return subject.title() + ", by " + mover;
        }
    }

    static Stream<Moved> moved() {
        return subjects.stream().flatMap(subject -> Mover.BOTH.stream().map(mover -> new Moved(subject, mover)));
    }

    @ParameterizedTest
    @MethodSource("moved")
    void everything_ends_at_its_second_and_lives_again_a_second_earlier(Moved moved) {
        for (Living living : Living.of(moved.subject())) {
            start(moved);
            BooleanSupplier first = living.issue().get();
            BooleanSupplier second = living.issue().get();
            BooleanSupplier third = living.issue().get();
            moved.mover().advance(moved.subject(), Duration.ofSeconds(living.seconds() - 1));
            assertThat(first.getAsBoolean())
                    .as("%s, a second before its end", living.what())
                    .isTrue();
            moved.mover().advance(moved.subject(), SECOND);
            assertThat(second.getAsBoolean())
                    .as("%s, at its end", living.what())
                    .isFalse();
            moved.mover().advance(moved.subject(), SECOND.negated());
            assertThat(second.getAsBoolean())
                    .as("%s, back again", living.what())
                    .isTrue();
            moved.mover().set(moved.subject(), START.plusSeconds(living.seconds()));
            assertThat(third.getAsBoolean())
                    .as("%s, clock set to its end", living.what())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("moved")
    void all_of_it_moves_together(Moved moved) {
        start(moved);
        List<Living> kinds = Living.of(moved.subject());
        List<BooleanSupplier> all = new ArrayList<>();
        kinds.forEach(living -> all.add(living.issue().get()));
        moved.mover().set(moved.subject(), START.plus(Duration.ofDays(365)));
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).getAsBoolean()).as(kinds.get(i).what()).isFalse();
        }
        moved.mover().set(moved.subject(), START);
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).getAsBoolean()).as(kinds.get(i).what()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("moved")
    void what_is_said_about_time_follows(Moved moved) {
        Subject subject = moved.subject();
        start(moved);
        Reply first = subject.token().send();
        assertThat(first.header("Date")).isEqualTo("Fri, 31 Jan 2031 23:59:59 GMT");
        String access = subject.pair().access();
        if (access.contains(".")) {
            Map<String, Object> claims = Json.object(Base64.getUrlDecoder().decode(access.split("\\.")[1]));
            assertThat(seconds(claims, "iat")).isEqualTo(START.getEpochSecond());
            assertThat(seconds(claims, "exp")).isEqualTo(START.getEpochSecond() + subject.accessSeconds());
        }
        if (subject instanceof GoToSubject || subject instanceof Wso2Subject) {
            Map<String, Object> introspected = subject.introspect(access).send().json();
            assertThat(seconds(introspected, "exp")).isEqualTo(START.getEpochSecond() + subject.accessSeconds());
            assertThat(seconds(introspected, "iat")).isEqualTo(START.getEpochSecond());
        }
        moved.mover().advance(subject, Duration.ofSeconds(100));
        Reply later = subject.token().send();
        assertThat(later.header("Date")).isEqualTo("Sat, 01 Feb 2031 00:01:39 GMT");
        if (subject.title().equals("WSO2 3.2")) {
            assertThat(later.text("access_token")).isEqualTo(first.text("access_token"));
            assertThat(first.member("expires_in")).isEqualTo(3600);
            assertThat(later.member("expires_in")).isEqualTo(3500);
        } else if (later.member("expires_in") != null) {
            assertThat(later.member("expires_in")).isEqualTo((int) subject.accessSeconds());
        }
    }

    @ParameterizedTest
    @MethodSource("moved")
    void it_stands_still_and_ticks_on(Moved moved) {
        Subject subject = moved.subject();
        subject.mock.reset();
        moved.mover().freeze(subject);
        Instant frozen = subject.mock.clock().instant();
        subject.token().send();
        assertThat(subject.mock.clock().instant()).isEqualTo(frozen);
        assertThat(subject.mock.clock().frozen()).isTrue();
        moved.mover().advance(subject, Duration.ofHours(1));
        assertThat(subject.mock.clock().instant()).isEqualTo(frozen.plus(Duration.ofHours(1)));
        moved.mover().resume(subject);
        assertThat(subject.mock.clock().frozen()).isFalse();
        subject.connect().close();
        assertThat(subject.mock.clock().instant()).isAfter(frozen.plus(Duration.ofHours(1)));
    }

    /** The services know no time but that of their clock; elsewhere these few may know the system's. */
    @Test
    void no_other_time_is_read() throws IOException {
        Path main = Path.of("src", "main", "java", "dev", "tokentrail", "mock");
        Set<String> services = Set.of("x3", "sonetel", "xbooker", "gotoapi", "wso2", "token", "consent");
        Set<String> mayKnow = Set.of(
                "MockClock.java", // it starts from the system's time
                "SystemTime.java", // how long an exchange really took
                "Authority.java", // whoever connects by TLS holds the certificate against the system's time
                "Configuration.java"); // builds each service once to check its configuration
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(main)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                Path folder = main.relativize(file).getName(0);
                boolean protocol = services.contains(folder.toString());
                if (SYSTEM_TIME.matcher(text).find()
                        && !mayKnow.contains(file.getFileName().toString())) {
                    wrong.add(file + " reads the system's time");
                }
                if (protocol && COUNTED_TIME.matcher(text).find()) {
                    wrong.add(file + " counts time by itself");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void start(Moved moved) {
        moved.subject().mock.reset();
        moved.mover().set(moved.subject(), START);
    }

    private static long seconds(Map<String, Object> members, String name) {
        return members.get(name) instanceof Number number ? number.longValue() : Long.MIN_VALUE;
    }
}
