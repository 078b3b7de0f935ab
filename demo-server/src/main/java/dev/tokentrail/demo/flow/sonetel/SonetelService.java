package dev.tokentrail.demo.flow.sonetel;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Step;
import java.util.List;

/** Sonetel: a user's name and password for a token of a day. */
public final class SonetelService implements DemoService {

    private final List<Flow> flows = describedFlows();

    @Override
    public String id() {
        return "sonetel";
    }

    @Override
    public String title() {
        return "Sonetel";
    }

    @Override
    public String summary() {
        return "Telephone numbers and calls in the cloud. A program signs in as the person, with name and password.";
    }

    @Override
    public String needs() {
        return "A Sonetel account: the e-mail address and the password that one signs in with.";
    }

    @Override
    public List<Flow> flows() {
        return flows;
    }

    private static List<Flow> describedFlows() {
        Step account = CallSteps.account();
        Step refresh = CallSteps.refresh();
        return List.of(
                new Flow(
                        "password",
                        "Password",
                        "password",
                        true,
                        "Legacy: the program is given the person's password. Sonetel offers a program no other way in, so"
                                + " trade the password once, keep the refresh token, and forget the password.",
                        List.of(
                                PasswordStep.form(
                                        "Legacy. The program sends the person's own name and password and gets a token. So"
                                                + " it could keep them and do everything that the person can, and there is"
                                                + " no second factor; today's advice (RFC 9700) forbids this grant to new"
                                                + " services. The client beside them, sonetel-api, is the same for"
                                                + " everybody and public: it proves nothing."),
                                account,
                                refresh)),
                new Flow(
                        "web-client",
                        "Password, as in the tutorial",
                        "password",
                        true,
                        "Legacy, the same grant: with the client of Sonetel's cURL samples, sonetel-web, and the body"
                                + " written as its tutorial does.",
                        List.of(
                                PasswordStep.multipart(
                                        "Legacy, and the same as the other flow in all but the wrapping. Sonetel's samples"
                                                + " use two public clients, sonetel-api and sonetel-web, and two ways to"
                                                + " write the body. This one is multipart/form-data, which otherwise"
                                                + " uploads files: each value is a part of its own. Compare the raw"
                                                + " request with the other flow's."),
                                account,
                                refresh)));
    }
}
