package dev.tokentrail.demo.web.service;

import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.CallbackRejectedException;
import dev.tokentrail.demo.flow.Callbacks;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.web.PageFailure;
import dev.tokentrail.demo.web.Web;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;

/** Where browsers come back to. The code leaves the address at once: what is answered is a redirect. */
public final class CallbackPage {

    private final Web web;

    /** Creates the page. */
    public CallbackPage(Web web) {
        this.web = web;
    }

    /** Adds its addresses. */
    public void register(RoutesConfig routes) {
        routes.get(Callbacks.DEFAULT, this::complete);
        routes.get(Callbacks.GOTO, this::complete);
        routes.get(Callbacks.WSO2, this::complete);
        // Posted from the service's site the browser leaves the cookie at home; it brings it to the redirect.
        routes.post(Callbacks.DEFAULT, context -> {
            if (context.body().length() > AuthorizationCallback.LONGEST_TEXT) {
                throw new PageFailure(413, "The answer of the service is too long.");
            }
            context.redirect(Callbacks.DEFAULT + "?" + context.body().replaceAll("[^!-~]", ""), HttpStatus.SEE_OTHER);
        });
    }

    private void complete(Context context) {
        try {
            AuthorizationCallback callback = AuthorizationCallback.fromForm(
                    Optional.ofNullable(context.queryString()).orElse(""));
            Walk walk = web.guards()
                    .session(context)
                    .flatMap(visitor -> visitor.awaiting(context.path(), callback))
                    .orElseThrow(() -> new PageFailure(
                            400,
                            "No sign-in of this session is waiting for this answer. Begin it again from the page."));
            Walk.FlowStep begun = walk.complete(callback);
            web.guards().rotate(context);
            context.redirect(ServicePage.address(walk.service(), begun.flow(), begun.step()), HttpStatus.SEE_OTHER);
        } catch (CallbackRejectedException malformed) {
            throw new PageFailure(400, String.valueOf(malformed.getMessage()));
        } catch (IllegalStateException | IllegalArgumentException busy) {
            throw new PageFailure(409, String.valueOf(busy.getMessage()));
        }
    }
}
