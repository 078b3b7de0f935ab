package dev.tokentrail.mock;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Arrival;
import dev.tokentrail.mock.http.Arrivals;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.masking.Masking;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the service that a request is for, keeps the journal, and lets planned faults happen. */
final class Emulator implements Arrivals {

    private static final Logger LOG = LoggerFactory.getLogger(Emulator.class);

    private final MockClock clock = new MockClock();
    private final Journal journal;
    private final Faults faults = new Faults(clock);
    private final Services services;
    private final Control control;
    private final Configuration configuration;
    private final @Nullable String only;
    private final Namespaces namespaces;
    private final String prefix;

    /**
     * Creates an emulator.
     *
     * @param configuration its configuration
     * @param only the service that it runs alone, null for all
     * @param namespaces the emulators of its server
     * @param prefix what stands before every path of it, empty for none
     */
    Emulator(Configuration configuration, @Nullable String only, Namespaces namespaces, String prefix) {
        this.configuration = configuration;
        this.only = only;
        this.namespaces = namespaces;
        this.prefix = prefix;
        this.journal = new Journal(clock, configuration.journal());
        this.services = configuration.services(clock, only);
        this.control = new Control(this);
        planAsConfigured();
    }

    @Override
    public Arrival arrived(Request head) {
        String path = head.path();
        if (path.equals("/") || path.equals("/_mock") || path.startsWith("/_mock/")) {
            return new ControlCall();
        }
        Services.Mount mount = services.at(path);
        return new ServiceCall(mount, mount == null ? journal.arrivedNowhere(head) : note(head, mount));
    }

    private RecordedRequest note(Request head, Services.Mount mount) {
        String below = mount.below(head.path());
        return journal.arrived(
                head,
                Optional.of(mount.service()),
                mount.endpoints().meaning(below),
                mount.endpoints().serves(head.method(), below));
    }

    private static Answer safely(Request request, Function<Request, Answer> answering) {
        try {
            return answering.apply(request);
        } catch (RuntimeException e) {
            LOG.error("{} cannot be answered", Masking.text(request), e);
            return ErrorShape.OAUTH.answer(500, "server_error", "The emulator failed; its log says why");
        }
    }

    /** A call of the control, of which the journal knows nothing. */
    private final class ControlCall implements Arrival {

        @Override
        public Answer answer(Request request) {
            return safely(request, control::answer);
        }

        @Override
        public Answer refused(Answer answer) {
            return answer;
        }

        @Override
        public void ended() {}
    }

    private final class ServiceCall implements Arrival {

        private final Services.@Nullable Mount mount;
        private final RecordedRequest recorded;
        private volatile @Nullable Answer given;

        ServiceCall(Services.@Nullable Mount mount, RecordedRequest recorded) {
            this.mount = mount;
            this.recorded = recorded;
        }

        @Override
        public Answer answer(Request request) {
            return refused(safely(request, this::processed));
        }

        private Answer processed(Request whole) {
            Faults.Claim claim;
            try {
                claim = mount == null ? null : faults.claim(recorded, whole, mount);
            } finally {
                journal.complete(recorded, whole); // last: who takes it knows by then what goes wrong with it
            }
            return mount == null
                    ? nowhere()
                    : faults.around(claim, recorded, mount, services.named(mount.service()), whole);
        }

        @Override
        public Answer refused(Answer answer) {
            given = answer;
            return answer.whenLeaving(() -> journal.left(recorded, answer));
        }

        @Override
        public void ended() {
            journal.ended(recorded, given);
        }
    }

    private static Answer nowhere() {
        return ErrorShape.OAUTH.answer(404, "not_found", "No service is at this path; GET / lists them");
    }

    /**
     * Plans faults.
     *
     * @param plan one fault, or {@code seed} and {@code faults}
     * @throws IllegalArgumentException if a fault makes no sense
     * @throws IllegalStateException if it is for a service that does not run here, or too many are waiting
     */
    void plan(Section plan) {
        List<PlannedFault> read = Faults.read(plan, faults.nextSeed());
        read.forEach(fault -> fault.service().ifPresent(services::named));
        faults.plan(read);
    }

    void plan(List<Fault> planned) {
        plan(faults.nextSeed(), planned);
    }

    void plan(long seed, List<Fault> planned) {
        plan(Section.of(Map.of(
                "seed", seed, "faults", planned.stream().map(Fault::members).toList())));
    }

    private void planAsConfigured() {
        if (!configuration.faults().isEmpty()) {
            faults.plan(Faults.read(Section.of(configuration.faults()), 0));
        }
    }

    Service service(String name) {
        return services.named(name);
    }

    Configuration configuration() {
        return configuration;
    }

    @Nullable
    String only() {
        return only;
    }

    Namespaces namespaces() {
        return namespaces;
    }

    String prefix() {
        return prefix;
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

    Faults faults() {
        return faults;
    }

    void reset() {
        services.reset();
        faults.clear();
        planAsConfigured();
        journal.clear();
        clock.reset();
    }
}
