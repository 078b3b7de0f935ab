package dev.tokentrail.demo.flow.xbooker;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Flow;
import java.util.List;

/** X Booker: two GET requests whose credentials are headers. */
public final class XBookerService implements DemoService {

    private final List<Flow> flows = List.of(new Flow(
            "delegated-access",
            "Delegated access",
            "no OAuth grant",
            false,
            "An admin delegates some of the organization's rights to an app. The app's secret brings a refresh token, and"
                    + " that brings access tokens of two minutes. It is no OAuth, and nobody signs in: two GET requests"
                    + " with headers of X Booker's own.",
            List.of(
                    TokenSteps.refreshToken(),
                    TokenSteps.accessToken(),
                    TokenSteps.organization(),
                    TokenSteps.refresh())));

    @Override
    public String id() {
        return "xbooker";
    }

    @Override
    public String title() {
        return "X Booker";
    }

    @Override
    public String summary() {
        return "Bookings of delivery slots. A program works for an organization whose admin made it a delegated app.";
    }

    @Override
    public String needs() {
        return "The card of a delegated app, which an admin of the organization makes: Organization, ID and Secret.";
    }

    @Override
    public List<Flow> flows() {
        return flows;
    }
}
