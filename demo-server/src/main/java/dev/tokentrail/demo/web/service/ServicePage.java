package dev.tokentrail.demo.web.service;

import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.StepResult;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.demo.web.Page;
import dev.tokentrail.demo.web.PageFailure;
import dev.tokentrail.demo.web.Templates;
import dev.tokentrail.demo.web.Web;
import dev.tokentrail.demo.web.token.TokenDifference;
import dev.tokentrail.demo.web.token.TokensPage;
import dev.tokentrail.demo.web.trail.CallAnswer;
import dev.tokentrail.demo.web.trail.TrailPage;
import dev.tokentrail.demo.web.trail.TrailPanel;
import dev.tokentrail.demo.web.trail.VisibleText;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One flow of a service: the rail of its steps, the current one, and the trail beside it. */
public final class ServicePage {

    /**
     * One step on the rail.
     *
     * @param step the step
     * @param current whether it is the one that is shown
     * @param result what its last run brought, null if it was not run
     * @param waitsFor what has to be done before, null if it can be run
     */
    public record RailStep(
            Step step,
            boolean current,
            @Nullable StepResult result,
            @Nullable String waitsFor) {

        /** Where one stands with it, in a word: {@code done}, {@code failed}, {@code locked} or {@code open}. */
        public String state() {
            if (result != null) {
                return result.successful() ? "done" : "failed";
            }
            return waitsFor == null ? "open" : "locked";
        }
    }

    /**
     * What the page shows.
     *
     * @param page its frame
     * @param service the service
     * @param flow the flow
     * @param emulated whether the service is the emulator
     * @param rail the steps
     * @param current the step that is shown
     * @param fields its fields with their values
     * @param preview what it will send
     * @param answers what came back from the calls of its last run
     * @param change what its last run changed in the token store, null if nothing
     * @param next the step after it, null if it is the last
     * @param trail every call of the session
     */
    public record Model(
            Page page,
            DemoService service,
            Flow flow,
            boolean emulated,
            List<RailStep> rail,
            RailStep current,
            List<Field> fields,
            Preview preview,
            List<CallAnswer> answers,
            @Nullable TokenDifference change,
            @Nullable Step next,
            TrailPanel trail) {}

    private final Web web;

    /** Creates the page. */
    public ServicePage(Web web) {
        this.web = web;
    }

    /** Adds its addresses. */
    public void register(RoutesConfig routes) {
        routes.get("/services/{service}", context -> {
            DemoService service = web.service(context.pathParam("service"));
            context.redirect(address(service, service.flows().get(0)), HttpStatus.SEE_OTHER);
        });
        routes.get("/services/{service}/{flow}", this::show);
        routes.post("/services/{service}/{flow}/{step}/plan", this::plan);
        routes.post("/services/{service}/{flow}/{step}", this::run);
    }

    /** The address of a flow's page. */
    public static String address(DemoService service, Flow flow) {
        return "/services/" + service.id() + "/" + flow.id();
    }

    /** The address of a flow's page at one step. */
    public static String address(DemoService service, Flow flow, Step step) {
        return address(service, flow) + "?step=" + step.id();
    }

    private void show(Context context) {
        show(context, Map.of());
    }

    private void show(Context context, Map<String, String> sent) {
        DemoService service = web.service(context.pathParam("service"));
        Flow flow = flow(context, service);
        Walk walk = web.guards().visitor(context).walk(service);
        Step current = current(context, flow, walk);
        List<RailStep> rail = flow.steps().stream()
                .map(step -> new RailStep(
                        step,
                        step.equals(current),
                        walk.result(flow, step).orElse(null),
                        step.waitsFor(walk).orElse(null)))
                .toList();
        RailStep shown = rail.get(flow.steps().indexOf(current));
        Visitor visitor = web.guards().visitor(context);
        Optional<StepResult> result = Optional.ofNullable(shown.result());
        Templates.render(
                context,
                "service/service.jte",
                new Model(
                        web.page(context, service.title() + ": " + flow.title()),
                        service,
                        flow,
                        walk.emulated(),
                        rail,
                        shown,
                        filled(current.fields(walk), sent, walk.emulated()),
                        preview(walk, current, sent),
                        result.stream()
                                .flatMap(done -> done.calls().stream())
                                .flatMap(number -> visitor.trail().call(number).stream())
                                .map(call -> CallAnswer.of(visitor, call))
                                .toList(),
                        result.flatMap(StepResult::changed)
                                .map(change -> TokensPage.difference(visitor, walk, change))
                                .orElse(null),
                        after(flow, current).orElse(null),
                        TrailPage.panel(web, visitor, address(service, flow, current))));
    }

    private static Step current(Context context, Flow flow, Walk walk) {
        String wanted = context.pathParamMap().getOrDefault("step", context.queryParam("step"));
        if (wanted != null) {
            return flow.step(wanted).orElseThrow(() -> new PageFailure(404, "This flow has no such step."));
        }
        return flow.steps().stream()
                .filter(step ->
                        walk.result(flow, step).filter(StepResult::successful).isEmpty())
                .findFirst()
                .orElse(flow.steps().get(0));
    }

    private static Optional<Step> after(Flow flow, Step step) {
        int next = flow.steps().indexOf(step) + 1;
        return next < flow.steps().size() ? Optional.of(flow.steps().get(next)) : Optional.empty();
    }

    private static Flow flow(Context context, DemoService service) {
        return service.flow(context.pathParam("flow"))
                .orElseThrow(() -> new PageFailure(404, service.title() + " has no such flow here."));
    }

    /** What was typed stays where it was typed; a real secret has to be typed again, since it is in no page. */
    private static List<Field> filled(List<Field> fields, Map<String, String> sent, boolean emulated) {
        return fields.stream()
                .map(field -> field.kind() == Field.Kind.SECRET && !emulated
                        ? field
                        : new Field(
                                field.name(),
                                field.label(),
                                field.kind(),
                                VisibleText.of(sent.getOrDefault(field.name(), field.value())),
                                field.help(),
                                field.choices()))
                .toList();
    }

    /** Answers with the preview alone if a script asks for that part, else with the whole page. */
    private void plan(Context context) {
        if (context.queryParam("part") == null) {
            show(context, form(context));
            return;
        }
        DemoService service = web.service(context.pathParam("service"));
        Flow flow = flow(context, service);
        Walk walk = web.guards().visitor(context).walk(service);
        Templates.render(context, "service/preview.jte", preview(walk, current(context, flow, walk), form(context)));
    }

    private static Preview preview(Walk walk, Step step, Map<String, String> sent) {
        Optional<String> missing = step.waitsFor(walk);
        if (missing.isPresent()) {
            return Preview.missing(missing.get());
        }
        try {
            return Preview.of(step.plan(walk, Values.of(step.fields(walk), sent)));
        } catch (TokenException | IllegalArgumentException unusable) {
            return Preview.missing(String.valueOf(unusable.getMessage()));
        }
    }

    private void run(Context context) {
        DemoService service = web.service(context.pathParam("service"));
        Flow flow = flow(context, service);
        Walk walk = web.guards().visitor(context).walk(service);
        Step step = current(context, flow, walk);
        Outcome outcome;
        try {
            outcome = walk.run(flow, step, form(context));
        } catch (IllegalStateException busy) {
            throw new PageFailure(409, String.valueOf(busy.getMessage()));
        }
        context.redirect(outcome.browserAddress().orElse(address(service, flow, step)), HttpStatus.SEE_OTHER);
    }

    private static Map<String, String> form(Context context) {
        Map<String, String> values = new HashMap<>();
        context.formParamMap().forEach((name, all) -> values.put(name, all.isEmpty() ? "" : all.get(0)));
        return values;
    }
}
