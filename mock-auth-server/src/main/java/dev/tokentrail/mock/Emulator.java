package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.Meaning;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the service that a request is for, keeps the journal, and lets scripted answers go first. */
final class Emulator {

    private static final Logger LOG = LoggerFactory.getLogger(Emulator.class);

    private record Mount(String prefix, String service, Endpoints endpoints) {
        boolean has(String path) {
            return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
        }

        String below(String path) {
            return path.substring(prefix.length());
        }
    }

    private final MockClock clock = new MockClock();
    private final Journal journal;
    private final ScriptedAnswers scripts = new ScriptedAnswers();
    private final List<Service> services;
    private final List<Mount> mounts;
    private final Control control;

    Emulator(Configuration configuration, @Nullable String only) {
        this.journal = new Journal(clock, configuration.journal());
        this.services = configuration.services(clock, only);
        this.mounts = services.stream()
                .flatMap(service -> service.mounts().entrySet().stream()
                        .map(mount -> new Mount(mount.getKey(), service.name(), mount.getValue())))
                .sorted(Comparator.comparingInt((Mount mount) -> mount.prefix().length())
                        .reversed())
                .toList();
        this.control = new Control(this);
    }

    Answer answer(Request request) {
        try {
            return dispatch(request);
        } catch (RuntimeException e) {
            LOG.error("{} {} cannot be answered", request.method(), request.path(), e);
            return ErrorShape.OAUTH.answer(500, "server_error", "The emulator failed; its log says why");
        }
    }

    private Answer dispatch(Request request) {
        String path = request.path();
        if (path.equals("/") || path.equals("/_mock") || path.startsWith("/_mock/")) {
            return control.answer(request);
        }
        Mount mount =
                mounts.stream().filter(known -> known.has(path)).findFirst().orElse(null);
        Optional<String> service = Optional.ofNullable(mount).map(Mount::service);
        RecordedRequest recorded = journal.arrived(
                request,
                service,
                mount == null ? Meaning.OTHER : mount.endpoints().meaning(mount.below(path)));
        Answer scripted = scripts.next(service);
        Answer answer = scripted != null ? scripted : answer(request, mount);
        return answer.whenLeaving(() -> journal.left(recorded, answer));
    }

    private static Answer answer(Request request, @Nullable Mount mount) {
        return mount != null
                ? mount.endpoints().answer(request, mount.below(request.path()))
                : ErrorShape.OAUTH.answer(404, "not_found", "No service is at this path; GET / lists them");
    }

    Service service(String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The service " + name + " is not running here"));
    }

    List<Service> services() {
        return services;
    }

    MockClock clock() {
        return clock;
    }

    Journal journal() {
        return journal;
    }

    ScriptedAnswers scripts() {
        return scripts;
    }

    void reset() {
        services.forEach(Service::reset);
        scripts.clear();
        journal.clear();
        clock.reset();
    }
}
