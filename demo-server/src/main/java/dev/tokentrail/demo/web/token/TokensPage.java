package dev.tokentrail.demo.web.token;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.StepResult;
import dev.tokentrail.demo.flow.TokenChange;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.demo.web.Addresses;
import dev.tokentrail.demo.web.Page;
import dev.tokentrail.demo.web.PageFailure;
import dev.tokentrail.demo.web.Templates;
import dev.tokentrail.demo.web.Web;
import dev.tokentrail.mock.MockClock;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The token that a visitor has at a service, explained. */
public final class TokensPage {

    /** The step that fetches a service's keys, wherever it has one. */
    private static final String KEYS = "keys";

    /** Where that step leaves them. */
    private static final String JWKS = "jwks";

    /**
     * What the page shows.
     *
     * @param page its frame
     * @param service the service
     * @param emulated whether the service is the emulator
     * @param now the visitor's time
     * @param frozen whether that time stands still
     * @param revealing whether values are shown in clear
     * @param view the token, null if there is none
     * @param difference what the last change in the token store was, null if there was none
     * @param keys where the service's keys are
     * @param keysFailure why the keys could not be fetched, null if they were or nobody tried
     * @param introspection the address of the step that asks the service about a token, null if it has none
     * @param begin where to get a token
     */
    public record Model(
            Page page,
            DemoService service,
            boolean emulated,
            Moment now,
            boolean frozen,
            boolean revealing,
            @Nullable TokenView view,
            @Nullable TokenDifference difference,
            SignatureKeys keys,
            @Nullable String keysFailure,
            @Nullable String introspection,
            String begin) {}

    private final Web web;

    /** Creates the page. */
    public TokensPage(Web web) {
        this.web = web;
    }

    /** Adds its addresses; they go before those of the flows, of which none is named {@code tokens}. */
    public void register(RoutesConfig routes) {
        routes.get("/services/{service}/tokens", this::show);
        routes.post("/services/{service}/tokens/keys", this::fetchKeys);
    }

    /** The address of the page. */
    public static String address(DemoService service) {
        return "/services/" + service.id() + "/tokens";
    }

    private void show(Context context) {
        DemoService service = web.service(context.pathParam("service"));
        Visitor visitor = web.guards().visitor(context);
        Walk walk = visitor.walk(service);
        boolean revealing = visitor.revealing() && walk.emulated();
        SignatureKeys keys = keys(service, walk);
        Optional<Walk.FlowStep> introspection = step(service, "introspect");
        Instant now = walk.clock().instant();
        TokenView.Seen seen = new TokenView.Seen(service.id(), keys, introspection.isPresent(), now, revealing);
        Templates.render(
                context,
                "token/tokens.jte",
                new Model(
                        web.page(context, service.title() + ": tokens"),
                        service,
                        walk.emulated(),
                        Moment.of(now, now),
                        walk.clock() instanceof MockClock clock && clock.frozen(),
                        revealing,
                        walk.token().map(token -> TokenView.of(token, seen)).orElse(null),
                        lastChange(visitor, walk).orElse(null),
                        keys,
                        step(service, KEYS)
                                .flatMap(found -> walk.result(found.flow(), found.step()))
                                .filter(result -> !result.successful())
                                .map(StepResult::sentence)
                                .orElse(null),
                        introspection
                                .map(found -> Addresses.of(service, found.flow(), found.step()))
                                .orElse(null),
                        Addresses.of(service, service.flows().get(0))));
    }

    private static Optional<TokenDifference> lastChange(Visitor visitor, Walk walk) {
        return walk.lastChange().map(change -> difference(visitor, walk, change));
    }

    /** Tells in words what a change did to the token. */
    public static TokenDifference difference(Visitor visitor, Walk walk, TokenChange change) {
        return TokenDifference.of(
                change.before(), change.after(), AnsweredRefreshToken.last(visitor.trail(), walk, change), change.at());
    }

    /** Fetching keys is a call like any other: it runs the step that does so, and stands in the trail. */
    private void fetchKeys(Context context) {
        DemoService service = web.service(context.pathParam("service"));
        Walk walk = web.guards().visitor(context).walk(service);
        Walk.FlowStep found = step(service, KEYS)
                .filter(keys -> keys.step().waitsFor(walk).isEmpty())
                .orElseThrow(() -> new PageFailure(404, service.title() + " publishes no keys."));
        try {
            walk.run(found.flow(), found.step(), Map.of());
        } catch (IllegalStateException busy) {
            throw new PageFailure(409, String.valueOf(busy.getMessage()));
        }
        context.redirect(address(service), HttpStatus.SEE_OTHER);
    }

    private static SignatureKeys keys(DemoService service, Walk walk) {
        if (step(service, KEYS)
                .filter(found -> found.step().waitsFor(walk).isEmpty())
                .isEmpty()) {
            return SignatureKeys.none();
        }
        return walk.noted(JWKS, Map.class).map(TokensPage::known).orElse(SignatureKeys.notFetched());
    }

    @SuppressWarnings("unchecked") // the step leaves an object of JSON
    private static SignatureKeys known(Map<?, ?> jwks) {
        return SignatureKeys.of((Map<String, Object>) jwks);
    }

    private static Optional<Walk.FlowStep> step(DemoService service, String id) {
        for (Flow flow : service.flows()) {
            Optional<Step> step = flow.step(id);
            if (step.isPresent()) {
                return Optional.of(new Walk.FlowStep(flow, step.get()));
            }
        }
        return Optional.empty();
    }
}
