package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Purpose;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the token endpoints answer. The first who asks has them tried; once all did well, that is remembered.
 *
 * <p>The trial is a call without a client, which every service refuses and none remembers. It goes to the endpoints
 * themselves: no journal notes it and no fault meets it.
 */
final class Health {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final byte[] NO_BODY = {};

    private final Supplier<List<Service>> services;
    private final ReentrantLock trying = new ReentrantLock();
    private volatile boolean up;

    /**
     * Creates the question.
     *
     * @param services builds those that are not built yet
     */
    Health(Supplier<List<Service>> services) {
        this.services = services;
    }

    /**
     * Answers 200 once every token endpoint does, else 503.
     *
     * @param more what else is told of a server that is up
     */
    Answer answer(Supplier<Map<String, Object>> more) {
        List<String> failing = List.of();
        if (!up && trying.tryLock()) {
            try {
                failing = failing();
                up = failing.isEmpty();
            } finally {
                trying.unlock();
            }
        }
        if (up) {
            return Answer.json(200, more.get()).with("Cache-Control", "no-store");
        }
        return Answer.json(
                        503,
                        failing.isEmpty()
                                ? Members.of("status", "starting")
                                : Members.of("status", "failing", "failing", failing))
                .with("Cache-Control", "no-store")
                .with("Retry-After", "1");
    }

    private List<String> failing() {
        try {
            return services.get().stream()
                    .filter(service -> !answers(service))
                    .map(Service::name)
                    .toList();
        } catch (RuntimeException e) {
            LOG.error("The services cannot be built", e);
            return List.of("all");
        }
    }

    private static boolean answers(Service service) {
        try {
            int tried = 0;
            for (Map.Entry<String, Endpoints> mount : service.mounts().entrySet()) {
                for (Map.Entry<String, String> call :
                        mount.getValue().calls(Purpose.TOKEN).entrySet()) {
                    if (!refuses(mount.getKey(), mount.getValue(), call.getKey(), call.getValue())) {
                        return false;
                    }
                    tried++;
                }
            }
            return tried > 0;
        } catch (RuntimeException e) {
            LOG.error("The token endpoint of {} fails", service.name(), e);
            return false;
        }
    }

    private static boolean refuses(String mount, Endpoints endpoints, String path, String method) {
        Request nobody = new Request(method, mount + path, List.of(), NO_BODY, "127.0.0.1", "http://127.0.0.1");
        int status = endpoints.answer(nobody, path).status();
        return status >= 400 && status < 500 && status != 404 && status != 405;
    }
}
