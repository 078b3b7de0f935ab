package dev.tokentrail.demo.web;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.demo.session.Visitors;
import dev.tokentrail.demo.settings.Settings;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What every page is given: the guards, the services, the frame around its content. */
public final class Web {

    /** The longest body of a request: 64 KiB. */
    public static final int LONGEST_REQUEST = 64 * 1024;

    private final Settings settings;
    private final List<DemoService> services;
    private final Supplier<String> origin;
    private final Guards guards;

    /**
     * Brings it together.
     *
     * @param settings which services are real
     * @param visitors the sessions
     * @param services the services, in the order of the pages
     * @param origin scheme, host and port of this server, known once it listens
     * @param signInOrigins origins of the authorize pages
     */
    public Web(
            Settings settings,
            Visitors visitors,
            List<DemoService> services,
            Supplier<String> origin,
            Supplier<List<String>> signInOrigins) {
        this.settings = settings;
        this.services = services;
        this.origin = origin;
        this.guards = new Guards(visitors, origin, signInOrigins);
    }

    /** What is wrong with a request that got this status before any page saw it. */
    public static String sentence(int status) {
        return switch (status) {
            case 404 -> "There is no such page. The start page lists what there is.";
            case 405 -> "This page is not asked for in this way.";
            case 413 -> "That is more than this page takes: at most " + LONGEST_REQUEST + " bytes.";
            case 414, 431 -> "The address or the headers of this request are too long.";
            default -> "The request cannot be understood.";
        };
    }

    /** Answers with the page of a failure. */
    public void fail(Context context, PageFailure failure) {
        context.status(failure.status());
        Templates.render(
                context,
                "layout/failure.jte",
                new FailureModel(page(context, "That did not work"), failure.status(), failure.sentence()));
    }

    /**
     * What the page of a failure shows.
     *
     * @param page its frame
     * @param status the HTTP status
     * @param sentence what was wrong and what to do
     */
    public record FailureModel(Page page, int status, String sentence) {}

    /** The frame of a page; a visitor without a session has no forms in it. */
    public Page page(Context context, String title) {
        return new Page(
                title,
                context.path(),
                guards.session(context).map(Visitor::csrfToken).orElse(""),
                services);
    }

    /** The guards. */
    public Guards guards() {
        return guards;
    }

    /** Which services are real. */
    public Settings settings() {
        return settings;
    }

    /** The services, in the order of the pages. */
    public List<DemoService> services() {
        return services;
    }

    /**
     * Finds a service.
     *
     * @param id its name in addresses
     * @return the service
     * @throws PageFailure with 404 if there is none of that name
     */
    public DemoService service(String id) {
        Optional<DemoService> found =
                services.stream().filter(service -> service.id().equals(id)).findFirst();
        return found.orElseThrow(() -> new PageFailure(404, "There is no such service."));
    }

    /** Scheme, host and port, without a slash at the end. */
    public String origin() {
        return origin.get();
    }
}
