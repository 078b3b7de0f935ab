package dev.tokentrail.mock;

import dev.tokentrail.mock.RecordedRequest.Departure;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Header;
import dev.tokentrail.mock.http.RefreshUse;
import dev.tokentrail.mock.http.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is not to be tried again, or not yet. */
final class RepetitionRules {

    /** With these a server asks to be asked again. */
    private static final Set<Integer> TRY_AGAIN = Set.of(408, 425, 429);

    private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

    private RepetitionRules() {}

    static Stream<Offence> rotatedTokens(List<Exchange> exchanges) {
        return repeated(
                exchanges,
                call -> call.isRefresh() ? call.refreshToken() : Optional.empty(),
                call -> call.succeeded()
                        && call.answer().isPresent()
                        && call.issued()
                                .refreshToken()
                                .filter(issued -> !call.refreshToken().equals(Optional.of(issued)))
                                .isPresent(),
                RepetitionRules::withinGrace);
    }

    /** Whether a repeat is one that the service answers, also if a fault was in the way. */
    private static boolean withinGrace(Exchange earlier, Exchange repeat) {
        return repeat.refreshUse().filter(RefreshUse::answered).isPresent()
                || earlier.refreshUse()
                        .filter(use -> repeat.recorded().receivedAt().isBefore(use.answeredUntil()))
                        .isPresent();
    }

    static Stream<Offence> refusedRequests(List<Exchange> exchanges) {
        return repeated(
                exchanges,
                call -> call.isTokenRequest() && !call.isTokenRequest(DEVICE_CODE)
                        ? Optional.of(sameness(call.request()))
                        : Optional.empty(),
                call -> call.status() / 100 == 4 && !TRY_AGAIN.contains(call.status()),
                (earlier, repeat) -> false);
    }

    /** Calls that arrived after the answer to one with the same key had ended the use of that key. */
    private static Stream<Offence> repeated(
            List<Exchange> exchanges,
            Function<Exchange, Optional<String>> key,
            Predicate<Exchange> ends,
            BiPredicate<Exchange, Exchange> allowed) {
        Map<String, Exchange> ended = new HashMap<>();
        for (Exchange call : exchanges) {
            if (ends.test(call)) {
                key.apply(call).ifPresent(found -> ended.putIfAbsent(found, call));
            }
        }
        return exchanges.stream()
                .flatMap(call -> key
                        .apply(call)
                        .map(ended::get)
                        .filter(earlier -> leftBefore(earlier, call) && !allowed.test(earlier, call))
                        .map(earlier -> new Offence(
                                call,
                                "after the answer to #" + earlier.recorded().sequence()))
                        .stream());
    }

    private static String sameness(Request request) {
        return request.method() + " " + request.target() + "\n" + request.headerValues("Authorization") + "\n"
                + request.headerValues("client-secret") + "\n" + request.bodyText();
    }

    static Stream<Offence> tooEarly(List<Exchange> exchanges) {
        List<Offence> offences = new ArrayList<>();
        List<Exchange> waits = new ArrayList<>();
        for (Exchange call : exchanges) {
            waits.stream()
                    .filter(earlier -> leftBefore(earlier, call) && samePlace(earlier, call))
                    .filter(earlier ->
                            call.recorded().receivedAt().isBefore(due(earlier).orElseThrow()))
                    .findFirst()
                    .ifPresent(earlier -> offences.add(new Offence(
                            call,
                            "Retry-After in the answer to #"
                                    + earlier.recorded().sequence())));
            if (due(call).isPresent()) {
                waits.add(call);
            }
        }
        return offences.stream();
    }

    private static boolean leftBefore(Exchange earlier, Exchange later) {
        return earlier.departure().map(Departure::moment).orElse(Long.MAX_VALUE)
                < later.recorded().arrived();
    }

    private static boolean samePlace(Exchange one, Exchange other) {
        return one.recorded().service().equals(other.recorded().service())
                && one.recorded().meaning().purpose()
                        == other.recorded().meaning().purpose();
    }

    /** The time before which an answer asks not to be called again, on the emulator's clock. */
    private static Optional<Instant> due(Exchange call) {
        return call.answer()
                .filter(answer -> answer.status() == 429 || answer.status() == 503)
                .flatMap(RepetitionRules::retryAfter)
                .flatMap(value -> instant(value, call.departure().orElseThrow().at()));
    }

    private static Optional<String> retryAfter(Answer answer) {
        return answer.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Retry-After"))
                .map(Header::value)
                .findFirst();
    }

    private static Optional<Instant> instant(String retryAfter, Instant now) {
        try {
            return Optional.of(
                    retryAfter.matches("[0-9]{1,9}")
                            ? now.plusSeconds(Long.parseLong(retryAfter))
                            : ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
