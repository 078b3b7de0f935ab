package dev.tokentrail.mock.fault;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.Pauses;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A call that a fault has met.
 *
 * @param request the request
 * @param service the service that it is for
 * @param endpoints the paths of that service, for the shape of its errors
 * @param processing lets the service process the request; called at most once
 * @param ago lets something run as if it were some time ago
 * @param clock the one clock
 * @param pauses where waits are counted
 */
public record FaultedCall(
        Request request,
        Service service,
        Endpoints endpoints,
        Supplier<Answer> processing,
        Function<Duration, Function<Supplier<Answer>, Answer>> ago,
        Clock clock,
        Pauses pauses) {

    Answer processed() {
        return processing.get();
    }

    Answer error(int status, String code, String description) {
        return endpoints.error(status, code, description);
    }
}
