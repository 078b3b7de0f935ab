package dev.tokentrail.demo.web.trail;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.demo.trail.TrailEntry;
import dev.tokentrail.demo.web.Page;
import dev.tokentrail.demo.web.PageFailure;
import dev.tokentrail.demo.web.Templates;
import dev.tokentrail.demo.web.Web;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The whole trail with its picture, each call at its own address, the downloads, and the switch that reveals. */
public final class TrailPage {

    /**
     * What the page of the whole trail shows.
     *
     * @param page its frame
     * @param panel the calls
     * @param picture what happened as a picture
     */
    public record Model(Page page, TrailPanel panel, Picture picture) {}

    private static final Pattern OWN_PATH =
            Pattern.compile("/([\\w-]{1,40}(/[\\w-]{1,40}){0,3}(\\?step=[\\w-]{1,40})?)?");

    private final Web web;
    private final TrailStreams streams = new TrailStreams();

    /** Creates the page. */
    public TrailPage(Web web) {
        this.web = web;
    }

    /** Adds its addresses. */
    public void register(RoutesConfig routes) {
        routes.get("/trail", this::show);
        routes.get("/trail/events", streams.handler(web.guards()::session));
        routes.get("/trail/session.sh", this::script);
        routes.get("/trail/session.har", this::archive);
        routes.get("/trail/SessionTest.java", this::test);
        routes.post("/trail/reveal", this::reveal);
        routes.get("/trail/{call}", this::call);
    }

    /** The panel of a visitor. */
    public static TrailPanel panel(Web web, Visitor visitor, String back) {
        return TrailPanel.of(visitor, id -> title(web, id), back);
    }

    private static String title(Web web, String id) {
        return web.services().stream()
                .filter(service -> service.id().equals(id))
                .map(DemoService::title)
                .findFirst()
                .orElse(id);
    }

    private void show(Context context) {
        Visitor visitor = web.guards().visitor(context);
        TrailPanel panel = panel(web, visitor, "/trail");
        if (context.queryParam("list") != null) {
            Templates.render(context, "trail/list.jte", panel);
            return;
        }
        web.guards().allowInlineStyles(context);
        Picture picture = Picture.of(visitor.trail().entries(), id -> title(web, id));
        Templates.render(context, "trail/trail.jte", new Model(web.page(context, "The trail"), panel, picture));
    }

    private void call(Context context) {
        Visitor visitor = web.guards().visitor(context);
        TrailEntry.Call call = number(context)
                .flatMap(visitor.trail()::call)
                .orElseThrow(() -> new PageFailure(
                        404, "There is no such call in this session. The last 50 things that happened are kept."));
        CurlChoice wanted = CurlChoice.of(
                Optional.ofNullable(context.queryParam("shell")),
                Optional.ofNullable(context.queryParam("lines")),
                Optional.ofNullable(context.queryParam("secrets")));
        boolean revealed = new VisitorRevealing(visitor).allows(call);
        CurlChoice choice = revealed || wanted.secrets() != CurlChoice.Secrets.REVEALED
                ? wanted
                : wanted.with(CurlChoice.Secrets.MASKED);
        CallTexts texts = new CallTexts(call, SessionSecrets.of(visitor.trail().calls()), revealed);
        CallView view = new CallView(
                web.page(context, "Call " + call.number()),
                call.number(),
                title(web, call.service()),
                texts.title(),
                texts.status(),
                call.exchange()
                        .response()
                        .filter(response -> response.status() < 400)
                        .isPresent(),
                texts.duration(),
                DateTimeFormatter.ISO_INSTANT.format(call.at().truncatedTo(ChronoUnit.SECONDS)),
                choice,
                Arrays.stream(CurlChoice.Secrets.values())
                        .filter(secrets -> revealed || secrets != CurlChoice.Secrets.REVEALED)
                        .toList(),
                texts.curl(choice),
                texts.variables(choice),
                texts.rawRequest(),
                texts.rawResponse(),
                revealed,
                call.flow().isEmpty()
                        ? "/services/" + call.service()
                        : "/services/" + call.service() + "/" + call.flow() + "?step=" + call.step());
        Templates.render(context, context.queryParam("part") == null ? "trail/call.jte" : "trail/callpart.jte", view);
    }

    private static Optional<Integer> number(Context context) {
        String text = context.pathParam("call");
        return text.matches("[1-9][0-9]{0,8}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private void script(Context context) {
        Visitor visitor = web.guards().visitor(context);
        boolean clear = "revealed".equals(context.queryParam("secrets"));
        if (clear && !visitor.revealing()) {
            throw new PageFailure(403, "Secrets are not revealed in this session. Switch that on at the trail first.");
        }
        download(
                context,
                "session.sh",
                "text/x-shellscript; charset=utf-8",
                SessionScript.of(visitor.trail().calls(), clear ? new VisitorRevealing(visitor) : Revealing.NOTHING));
    }

    private void archive(Context context) {
        Visitor visitor = web.guards().visitor(context);
        download(
                context,
                "session.har",
                "application/json; charset=utf-8",
                SessionHar.of(visitor.trail().calls()));
    }

    private void test(Context context) {
        Visitor visitor = web.guards().visitor(context);
        String emulator = visitor.namespace()
                .map(namespace -> namespace.url().toString())
                .orElseThrow(() -> new PageFailure(409, "No call of this session went to the emulator."));
        download(
                context,
                "SessionTest.java",
                "text/x-java; charset=utf-8",
                SessionTestSource.of(visitor.trail().entries(), emulator));
    }

    private static void download(Context context, String name, String type, String text) {
        context.header("Content-Disposition", "attachment; filename=\"" + name + "\"");
        context.contentType(type).result(text);
    }

    private void reveal(Context context) {
        Visitor visitor = web.guards().visitor(context);
        boolean on = "on".equals(context.formParam("reveal"));
        if (on && !new VisitorRevealing(visitor).possible()) {
            throw new PageFailure(
                    403, "Only what went to the emulator or to a service on this machine can be shown in clear.");
        }
        visitor.reveal(on);
        String back = Optional.ofNullable(context.formParam("back")).orElse("");
        context.redirect(OWN_PATH.matcher(back).matches() ? back : "/trail", HttpStatus.SEE_OTHER);
    }

    /** How many streams of events are open. */
    public int openStreams() {
        return streams.open();
    }

    /** Ends the streams of events. */
    public void close() {
        streams.close();
    }
}
