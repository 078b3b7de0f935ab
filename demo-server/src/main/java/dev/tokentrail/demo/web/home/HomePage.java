package dev.tokentrail.demo.web.home;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.demo.settings.ServiceName;
import dev.tokentrail.demo.web.Page;
import dev.tokentrail.demo.web.Templates;
import dev.tokentrail.demo.web.Web;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** The five services as cards. */
public final class HomePage {

    /**
     * One service on the start page.
     *
     * @param service the service
     * @param emulated whether it is the emulator
     * @param signedIn whether this visitor has a token of it
     */
    public record Card(DemoService service, boolean emulated, boolean signedIn) {}

    /**
     * What the start page shows.
     *
     * @param page its frame
     * @param cards the services
     */
    public record Model(Page page, List<Card> cards) {}

    private final Web web;

    /** Creates the page. */
    public HomePage(Web web) {
        this.web = web;
    }

    /** Adds its address. */
    public void register(RoutesConfig routes) {
        routes.get("/", this::show);
    }

    private void show(Context context) {
        Visitor visitor = web.guards().visitor(context);
        List<Card> cards = web.services().stream()
                .map(service -> new Card(
                        service,
                        !web.settings().isReal(ServiceName.of(service.id())),
                        visitor.begunWalk(service).flatMap(Walk::token).isPresent()))
                .toList();
        Templates.render(context, "home/home.jte", new Model(web.page(context, "Token flows you can walk"), cards));
    }
}
