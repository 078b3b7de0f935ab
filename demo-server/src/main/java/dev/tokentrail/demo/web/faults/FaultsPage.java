package dev.tokentrail.demo.web.faults;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.StepResult;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.demo.web.Addresses;
import dev.tokentrail.demo.web.Page;
import dev.tokentrail.demo.web.PageFailure;
import dev.tokentrail.demo.web.Templates;
import dev.tokentrail.demo.web.Web;
import dev.tokentrail.mock.MockAuthServer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Breaks things on purpose, in the visitor's own emulator, and shows what the library makes of each. */
public final class FaultsPage {

    /** The name of the flow whose steps are the faults; it is no flow of the service and on no rail. */
    static final String FLOW = "faults";

    private static final Duration RIGHT = Duration.ofSeconds(2);

    /**
     * One fault.
     *
     * @param step what does it
     * @param waitsFor what has to be done before, null if it can be done
     * @param result what its last run brought, null if it was not run
     * @param broken what the library threw, null if it threw nothing
     * @param current whether it was the last one that was run
     */
    public record Entry(
            Step step,
            @Nullable String waitsFor,
            @Nullable StepResult result,
            @Nullable Broken broken,
            boolean current) {}

    /**
     * What the page shows.
     *
     * @param page its frame
     * @param service the service
     * @param entries the faults; none if the service is real
     * @param leftOut which faults make no sense at this service, and why
     * @param clockMoved by how much the visitor's clock differs from the real one, empty if it does not
     * @param begin the service's first flow
     */
    public record Model(
            Page page,
            DemoService service,
            List<Entry> entries,
            List<String> leftOut,
            String clockMoved,
            String begin) {}

    private final Map<String, Flow> flows = new ConcurrentHashMap<>();
    private final Web web;

    /** Creates the page. */
    public FaultsPage(Web web) {
        this.web = web;
    }

    /** Adds its addresses; they go before those of the flows, of which none is named {@code faults}. */
    public void register(RoutesConfig routes) {
        routes.get("/services/{service}/faults", this::show);
        routes.post("/services/{service}/faults/{fault}", this::breakIt);
    }

    /** The address of the page. */
    public static String address(DemoService service) {
        return "/services/" + service.id() + "/" + FLOW;
    }

    private Optional<Flow> flow(DemoService service) {
        return Breakables.of(service.id())
                .map(breakable -> flows.computeIfAbsent(service.id(), id -> Breakages.of(breakable)));
    }

    private void show(Context context) {
        DemoService service = web.service(context.pathParam("service"));
        Visitor visitor = web.guards().visitor(context);
        Walk walk = visitor.walk(service);
        String current = Optional.ofNullable(context.queryParam("step")).orElse("");
        List<Entry> entries = walk.emulated()
                ? flow(service).stream()
                        .flatMap(flow -> flow.steps().stream().map(step -> entry(walk, flow, step, current)))
                        .toList()
                : List.of();
        Templates.render(
                context,
                "faults/faults.jte",
                new Model(
                        web.page(context, service.title() + ": break it"),
                        service,
                        entries,
                        Breakables.of(service.id()).map(Breakages::leftOut).orElse(List.of()),
                        clockMoved(walk),
                        Addresses.of(service, service.flows().get(0))));
    }

    private static Entry entry(Walk walk, Flow flow, Step step, String current) {
        Optional<StepResult> result = walk.result(flow, step);
        return new Entry(
                step,
                step.waitsFor(walk).orElse(null),
                result.orElse(null),
                result.flatMap(StepResult::thrown).map(Broken::of).orElse(null),
                step.id().equals(current));
    }

    private static String clockMoved(Walk walk) {
        Duration apart = Duration.between(Instant.now(), walk.clock().instant());
        return apart.abs().compareTo(RIGHT) < 0
                ? ""
                : apart.abs().toSeconds() + " seconds " + (apart.isNegative() ? "behind" : "ahead of");
    }

    private void breakIt(Context context) {
        DemoService service = web.service(context.pathParam("service"));
        Visitor visitor = web.guards().visitor(context);
        Flow flow = breakable(visitor, service);
        Step step = fault(context, service, flow);
        Outcome outcome;
        try {
            outcome = visitor.walk(service).run(flow, step, Map.of());
        } catch (IllegalStateException busy) {
            throw new PageFailure(409, String.valueOf(busy.getMessage()));
        }
        context.redirect(outcome.browserAddress().orElse(Addresses.of(service, flow, step)), HttpStatus.SEE_OTHER);
    }

    /**
     * The faults as the steps of a flow, ready to be run.
     *
     * @param visitor whose emulator is broken
     * @param service the service
     * @return the flow
     * @throws PageFailure if the service is real
     */
    public Flow breakable(Visitor visitor, DemoService service) {
        Walk walk = visitor.walk(service);
        MockAuthServer namespace = visitor.namespace()
                .filter(own -> walk.emulated())
                .orElseThrow(() -> new PageFailure(
                        409,
                        service.title() + " is the real service here; only the emulator can be broken on purpose."));
        Breakage.allow(walk, namespace);
        return flow(service).orElseThrow(() -> new PageFailure(404, "Nothing can be broken at this service."));
    }

    /**
     * The fault that an address names.
     *
     * @throws PageFailure with 404 if there is none of that name
     */
    public static Step fault(Context context, DemoService service, Flow flow) {
        return flow.step(context.pathParam("fault"))
                .orElseThrow(() -> new PageFailure(404, "There is no such fault at " + service.title() + "."));
    }
}
