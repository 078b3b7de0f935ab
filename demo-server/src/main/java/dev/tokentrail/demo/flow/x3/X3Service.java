package dev.tokentrail.demo.flow.x3;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Step;
import java.util.List;

/** Sage X3 behind its cloud gateway: an authorization code flow that Sage calls a pairing. */
public final class X3Service implements DemoService {

    private final List<Flow> flows = describedFlows();

    @Override
    public String id() {
        return "x3";
    }

    @Override
    public String title() {
        return "Sage X3";
    }

    @Override
    public String summary() {
        return "The business software of a company: orders, stock, accounts. An app is paired with each customer who lets"
                + " it in.";
    }

    @Override
    public String needs() {
        return "An application that is registered with Sage Business Cloud: its client id, its client secret, its redirect"
                + " URI, and the regional root of the gateway.";
    }

    @Override
    public List<Flow> flows() {
        return flows;
    }

    private static List<Flow> describedFlows() {
        Step exchange = new TokenPairStep();
        Step graphQl = CallSteps.graphQl();
        Step refresh = CallSteps.refresh();
        return List.of(
                new Flow(
                        "pairing",
                        "Pair with a customer",
                        "authorization_code",
                        false,
                        "An administrator of the customer allows this app to act on the customer's data. Each customer"
                                + " gives a pair of tokens of its own.",
                        List.of(
                                new PairingStep(
                                        "Your browser goes to Sage, where an administrator of the customer signs in and"
                                                + " accepts or rejects what the app asks for: at the emulator that is you,"
                                                + " as admin with the password admin. At Sage it may take days, so the app"
                                                + " keeps the pairing until then. The address carries a state, a random"
                                                + " value that has to come back unchanged; it is all that ties the answer"
                                                + " to your session, since Sage has no PKCE.",
                                        "https://customer.example"),
                                exchange,
                                graphQl,
                                refresh)),
                new Flow(
                        "pairing-elsewhere",
                        "A customer in another region",
                        "authorization_code",
                        false,
                        "Sage runs a gateway in each region. If the customer lives elsewhere, the callback names the"
                                + " gateway to use from then on, and the client secret will be sent there: so the library"
                                + " follows to the regions that are configured, and to no other.",
                        List.of(
                                new PairingStep(
                                        "The same pairing request, for a customer whose X3 is in the United States. Accept"
                                                + " it as before (admin, password admin) and look at the callback: beside"
                                                + " code and state it holds endpoint, the address of the other gateway."
                                                + " An app that overlooks it asks the wrong region, and one that believes"
                                                + " every address there sends its client secret to whoever wrote it.",
                                        "https://customer-us.example"),
                                exchange,
                                graphQl,
                                refresh)));
    }
}
