package dev.tokentrail.demo.flow.gotoapi;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.step.ExchangeStep;
import dev.tokentrail.demo.flow.step.SignInStep;
import java.util.List;

/** GoTo: a standard authorization server with a few habits of its own. */
public final class GoToService implements DemoService {

    private final List<Flow> flows = describedFlows();

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
        return "Telephony, meetings and messages in the cloud. The demo sends a text message for the person who signed"
                + " in.";
    }

    @Override
    public String needs() {
        return "An OAuth client from developer.logmeininc.com/clients: its id, its secret, and the redirect URI that is"
                + " registered with it.";
    }

    @Override
    public List<Flow> flows() {
        return flows;
    }

    private static List<Flow> describedFlows() {
        Step refresh = TokenSteps.refresh();
        Step sendMessage = CallSteps.sendMessage();
        Step introspect = CallSteps.introspect();
        Step revoke = CallSteps.revoke();
        GoToCodeGrant code = new GoToCodeGrant();
        return List.of(
                new Flow(
                        "authorization-code",
                        "Authorization code",
                        "authorization_code",
                        false,
                        "A person signs in at GoTo and allows this app to act for them. The app never sees their"
                                + " password. Take this flow whenever there is a person with a browser.",
                        List.of(
                                new SignInStep(code),
                                new ExchangeStep(code, GoToConnection::gotByConfiguredClient),
                                sendMessage,
                                refresh,
                                introspect,
                                revoke)),
                new Flow(
                        "personal-access-token",
                        "Personal access token",
                        "personal_access_token",
                        false,
                        "A script has no browser. Its owner makes a personal access token in the GoTo account once, and"
                                + " the script trades it for access tokens.",
                        List.of(TokenSteps.personalAccessToken(), sendMessage, introspect, revoke)),
                new Flow(
                        "password",
                        "Password (direct login)",
                        "password",
                        true,
                        "Legacy: the app is given the person's password. GoTo lets only clients that used it years ago"
                                + " go on with it; a new client takes the authorization code or a personal access token.",
                        List.of(TokenSteps.legacyPassword(), sendMessage, refresh, introspect, revoke)),
                new Flow(
                        "published",
                        "What GoTo publishes",
                        "no grant",
                        false,
                        "Addresses and keys that anybody may read: from them a library finds its way and checks tokens"
                                + " without asking GoTo about each one.",
                        List.of(PublishedSteps.metadata(), PublishedSteps.jwks())));
    }
}
