package dev.tokentrail.mock;

import dev.tokentrail.mock.RecordedRequest.Departure;
import dev.tokentrail.mock.RecordedRequest.State;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Purpose;
import dev.tokentrail.mock.http.RefreshUse;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.masking.Masking;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request and what had become of it at one moment. */
final class Exchange {

    private static final int LONGEST_LINE = 1000;

    private final RecordedRequest recorded;
    private final State state;
    private @Nullable Call call;
    private @Nullable Issued issued;

    Exchange(RecordedRequest recorded, State state) {
        this.recorded = recorded;
        this.state = state;
    }

    RecordedRequest recorded() {
        return recorded;
    }

    Request request() {
        return state.request();
    }

    boolean complete() {
        return state.complete();
    }

    Optional<Departure> departure() {
        return Optional.ofNullable(state.departure());
    }

    /** The answer that left. */
    Optional<Answer> answer() {
        return departure().filter(Departure::left).map(Departure::answer);
    }

    /** The answer that was given, whether it left or was lost. */
    private Optional<Answer> given() {
        return departure().map(Departure::answer);
    }

    /** What the service made of the refresh token that it presents, even if the answer was lost. */
    Optional<RefreshUse> refreshUse() {
        return given().flatMap(Answer::refreshUse);
    }

    /** The status answered, 0 if nothing was. */
    int status() {
        return answer().map(Answer::status).orElse(0);
    }

    Call call() {
        Call read = call;
        if (read == null) {
            read = Call.read(recorded.meaning(), request());
            call = read;
        }
        return read;
    }

    /** What the answer hands out, even if it was lost. */
    Issued issued() {
        Issued read = issued;
        if (read == null) {
            read = given().map(Issued::read).orElse(Issued.NOTHING);
            issued = read;
        }
        return read;
    }

    Optional<String> parameter(String name) {
        return Call.parameter(request(), name);
    }

    boolean isAt(Purpose purpose) {
        return recorded.meaning().purpose() == purpose;
    }

    /** Whether it is here as a whole and at an endpoint for this. */
    boolean isFor(Purpose purpose) {
        return complete() && isAt(purpose);
    }

    /** A request for a token, by a method that the endpoint has. */
    boolean isTokenRequest() {
        return isFor(Purpose.TOKEN) && recorded.served() && !request().method().equals("OPTIONS");
    }

    boolean isTokenRequest(String grant) {
        return isTokenRequest() && call().grant().filter(grant::equals).isPresent();
    }

    boolean isRefresh() {
        return isTokenRequest("refresh_token");
    }

    /** Whether it presents a refresh token that had been used up. */
    boolean reusesRefreshToken() {
        return refreshUse().filter(RefreshUse::again).isPresent();
    }

    /** Whether it ended everything that descends from the grant of its refresh token. */
    boolean endsFamily() {
        return refreshUse()
                .filter(use -> use.outcome() == RefreshUse.Outcome.FAMILY_ENDED)
                .isPresent();
    }

    /** The refresh token that a refresh presents, wherever the service wants it. */
    Optional<String> refreshToken() {
        return parameter("refresh_token").or(() -> request().bearer());
    }

    /** Whether a token was given, even if the answer was lost. */
    boolean succeeded() {
        return given().filter(answer -> answer.status() / 100 == 2).isPresent() && !issued().isNothing();
    }

    /** Whether nobody serves it, or the server refused to read it. */
    boolean unexpected() {
        boolean unread = !complete() && answer().isPresent();
        boolean missing = isAt(Purpose.API)
                && (status() == 404 || status() == 405)
                && recorded.fault().isEmpty();
        return unread || missing || !recorded.served();
    }

    /** The exchange without its secrets, in one line. */
    String line() {
        Request masked = Masking.masked(request());
        String credentials = masked.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Authorization"))
                .map(header -> " [Authorization: " + header.value() + "]")
                .collect(Collectors.joining());
        String body = masked.bodyText().isEmpty() ? "" : " " + masked.bodyText();
        String line = "#" + recorded.sequence() + " " + recorded.receivedAt() + " " + masked.method() + " "
                + masked.target() + credentials + body;
        return (line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line) + " -> " + outcome();
    }

    private String outcome() {
        String fault = recorded.fault().map(name -> " [fault: " + name + "]").orElse("");
        String remark = refreshUse()
                .filter(RefreshUse::again)
                .map(use -> " [" + use.outcome().remark() + "]")
                .orElse("");
        return departure()
                        .map(departure -> (departure.left() ? String.valueOf(status()) : "no answer") + " after "
                                + departure.nanos() / 1_000_000 + " ms")
                        .orElse(complete() ? "in flight" : "in flight, its body has not arrived")
                + remark
                + fault;
    }
}
