package dev.tokentrail.demo.flow.gotoapi;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.provider.gotoapi.GoTo;
import java.util.List;

/** GoTo. */
public final class GoToService implements DemoService {

    @Override
    public String id() {
        return "goto";
    }

    @Override
    public String title() {
        return "GoTo";
    }

    @Override
    public String summary() {
        return "Meetings, telephony and messages. Standard OAuth 2.0 with a few habits of its own.";
    }

    @Override
    public String needs() {
        return "An OAuth client with a redirect URI, or a personal access token.";
    }

    @Override
    public List<Flow> flows() {
        return List.of(new Flow(
                "authorization-code",
                "Authorization code",
                "authorization_code",
                false,
                "A person signs in at GoTo and allows this app to act for them. The app never sees their password.",
                List.of(new SignInStep())));
    }

    static GoTo at(Walk walk) {
        return new GoTo(walk.connections().goTo(), walk.transport(), walk.clock());
    }
}
