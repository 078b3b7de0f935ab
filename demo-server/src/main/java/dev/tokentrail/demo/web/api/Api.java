package dev.tokentrail.demo.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import dev.tokentrail.demo.web.Guards;
import dev.tokentrail.demo.web.PageFailure;
import dev.tokentrail.demo.web.Web;
import dev.tokentrail.demo.web.faults.FaultsPage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON API: what the pages do, by script, with the same session cookie and CSRF token. */
public final class Api {

    /** The media type of what is said if something is wrong (RFC 9457). */
    public static final String PROBLEM = "application/problem+json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    /** One step of one walk, as an address names it. */
    private record Place(Walk walk, Flow flow, Step step) {}

    private final Web web;
    private final FaultsPage faults;

    /** Creates the API. */
    public Api(Web web, FaultsPage faults) {
        this.web = web;
        this.faults = faults;
    }

    /** Adds its addresses; {@code openapi.json} describes them. */
    public void register(RoutesConfig routes) {
        String flow = "/api/services/{service}/flows/{flow}";
        routes.get("/openapi", Api::openApi);
        routes.get(
                "/api/session",
                context -> answer(context, new Answers.Session(visitor(context).csrfToken(), Guards.CSRF_HEADER)));
        routes.get(
                "/api/services",
                context -> answer(
                        context,
                        new Answers.Services(web.services().stream()
                                .map(service -> Descriptions.service(
                                        service, visitor(context).walk(service)))
                                .toList())));
        routes.get("/api/services/{service}", context -> {
            Walk walk = walk(context);
            answer(context, Descriptions.service(walk.service(), walk));
        });
        routes.get("/api/services/{service}/token", context -> answer(context, Descriptions.token(walk(context))));
        routes.get(flow, context -> {
            Walk walk = walk(context);
            answer(context, Descriptions.flow(flow(context, walk.service()), walk));
        });
        routes.get("/api/services/{service}/faults", context -> {
            Walk walk = walk(context);
            answer(context, Descriptions.flow(faults.breakable(visitor(context), walk.service()), walk));
        });
        routes.post("/api/services/{service}/faults/{fault}", context -> {
            Walk walk = walk(context);
            Flow broken = faults.breakable(visitor(context), walk.service());
            run(context, new Place(walk, broken, FaultsPage.fault(context, walk.service(), broken)));
        });
        routes.post(flow + "/steps/{step}/plan", this::plan);
        routes.post(flow + "/steps/{step}/run", context -> run(context, place(context)));
        routes.get(
                "/api/trail",
                context -> answer(
                        context,
                        new Answers.Trail(visitor(context).trail().entries().stream()
                                .map(Descriptions::entry)
                                .toList())));
        routes.get("/api/trail/{number}", this::call);
    }

    /** Whether the errors of an address are this API's. */
    public static boolean owns(Context context) {
        return owns(context.path());
    }

    /** Whether a path is one of this API. */
    public static boolean owns(String path) {
        return path.startsWith("/api/") || path.equals("/api");
    }

    /** Answers with an error as RFC 9457 has it. */
    public static void problem(Context context, PageFailure failure) {
        context.status(failure.status());
        context.contentType(PROBLEM).result(problem(failure.status(), failure.sentence()));
    }

    /** What is wrong, as {@link #PROBLEM}. */
    public static byte[] problem(int status, String sentence) {
        return JSON.writeValueAsBytes(
                new Answers.Problem("about:blank", HttpStatus.forStatus(status).getMessage(), status, sentence));
    }

    private static void openApi(Context context) throws IOException {
        try (InputStream document = Objects.requireNonNull(Api.class.getResourceAsStream("openapi.json"))) {
            context.contentType("application/json").result(document.readAllBytes());
        }
    }

    private static void answer(Context context, Object answer) {
        context.contentType("application/json").result(JSON.writeValueAsBytes(answer));
    }

    private Visitor visitor(Context context) {
        return web.guards().visitor(context);
    }

    private Walk walk(Context context) {
        return visitor(context).walk(web.service(context.pathParam("service")));
    }

    private static Flow flow(Context context, DemoService service) {
        return service.flow(context.pathParam("flow"))
                .orElseThrow(() -> new PageFailure(404, service.title() + " has no such flow here."));
    }

    private Place place(Context context) {
        Walk walk = walk(context);
        Flow flow = flow(context, walk.service());
        Step step = flow.step(context.pathParam("step"))
                .orElseThrow(() -> new PageFailure(404, "This flow has no such step."));
        return new Place(walk, flow, step);
    }

    private void plan(Context context) {
        Place place = place(context);
        Map<String, String> sent = fields(context, place);
        place.step().waitsFor(place.walk()).ifPresent(missing -> {
            throw new PageFailure(422, missing);
        });
        try {
            answer(
                    context,
                    Descriptions.plan(place.step()
                            .plan(place.walk(), Values.of(place.step().fields(place.walk()), sent))));
        } catch (TokenException | IllegalArgumentException unusable) {
            throw new PageFailure(422, String.valueOf(unusable.getMessage()));
        }
    }

    private static void run(Context context, Place place) {
        Map<String, String> sent = fields(context, place);
        Outcome outcome;
        try {
            outcome = place.walk().run(place.flow(), place.step(), sent);
        } catch (IllegalStateException busy) {
            throw new PageFailure(409, String.valueOf(busy.getMessage()));
        }
        StepResult result = place.walk().result(place.flow(), place.step()).orElseThrow();
        if (!result.successful() && result.thrown().isEmpty()) {
            throw new PageFailure(422, result.sentence());
        }
        answer(context, Descriptions.result(result, outcome.browserAddress()));
    }

    /** The fields of a body such as {@code {"fields": {"scope": "openid"}}}; none if there is no body. */
    private static Map<String, String> fields(Context context, Place place) {
        byte[] body = context.bodyAsBytes();
        if (body.length == 0) {
            return Map.of();
        }
        List<String> known =
                place.step().fields(place.walk()).stream().map(Field::name).toList();
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object(body).properties()) {
            if (!known.contains(field.getKey())) {
                throw new PageFailure(
                        422,
                        "This step has no such field; it has " + (known.isEmpty() ? "none" : String.join(", ", known))
                                + ".");
            }
            if (!field.getValue().isString()) {
                throw new PageFailure(422, "The field " + field.getKey() + " is a text.");
            }
            fields.put(field.getKey(), field.getValue().stringValue());
        }
        return fields;
    }

    private static JsonNode object(byte[] body) {
        PageFailure malformed =
                new PageFailure(400, "The body is a JSON object such as {\"fields\": {\"scope\": \"openid\"}}.");
        try {
            JsonNode whole = JSON.readTree(body);
            JsonNode fields = whole.path("fields");
            if (whole.isObject() && (fields.isObject() || whole.isEmpty())) {
                return fields;
            }
            throw malformed;
        } catch (JacksonException unreadable) {
            throw malformed;
        }
    }

    private void call(Context context) {
        Optional<Integer> number = Optional.of(context.pathParam("number"))
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf);
        answer(
                context,
                Descriptions.call(
                        number.flatMap(wanted -> visitor(context).trail().call(wanted))
                                .orElseThrow(() -> new PageFailure(404, "The trail has no such call, or no longer."))));
    }
}
