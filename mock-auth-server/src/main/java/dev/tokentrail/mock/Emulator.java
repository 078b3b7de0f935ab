package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.Meaning;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the service that a request is for, keeps the journal, and lets scripted answers go first. */
final class Emulator {

    private static final Logger LOG = LoggerFactory.getLogger(Emulator.class);

    private final MockClock clock = new MockClock();
    private final Journal journal;
    private final ScriptedAnswers scripts = new ScriptedAnswers();
    private final Services services;
    private final Control control;

    Emulator(Configuration configuration, @Nullable String only) {
        this.journal = new Journal(clock, configuration.journal());
        this.services = configuration.services(clock, only);
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
        Services.Mount mount = services.at(path);
        Optional<String> service = Optional.ofNullable(mount).map(Services.Mount::service);
        RecordedRequest recorded = journal.arrived(
                request,
                service,
                mount == null ? Meaning.OTHER : mount.endpoints().meaning(mount.below(path)));
        Answer scripted = scripts.next(service);
        Answer answer = scripted != null ? scripted : answer(request, mount);
        return answer.whenLeaving(() -> journal.left(recorded, answer));
    }

    private static Answer answer(Request request, Services.@Nullable Mount mount) {
        return mount != null
                ? mount.endpoints().answer(request, mount.below(request.path()))
                : ErrorShape.OAUTH.answer(404, "not_found", "No service is at this path; GET / lists them");
    }

    Service service(String name) {
        return services.named(name);
    }

    Services services() {
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
        services.reset();
        scripts.clear();
        journal.clear();
        clock.reset();
    }
}
