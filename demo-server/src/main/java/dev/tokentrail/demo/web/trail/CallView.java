package dev.tokentrail.demo.web.trail;

import dev.tokentrail.demo.web.Page;
import java.util.List;

/**
 * One call as its page shows it.
 *
 * @param page the page's frame
 * @param number the call's number in the session
 * @param service the name of the service
 * @param title method and address
 * @param status the status in words
 * @param good whether the status is below 400
 * @param duration the time it took
 * @param at when it began, by the visitor's clock
 * @param choice how the command is shown
 * @param choices what may stand in the place of secrets
 * @param curl the command
 * @param variables the names of its variables
 * @param request the request as it went out
 * @param response the answer as it came
 * @param revealed whether secrets stand in clear
 * @param back the path of the step that made the call
 */
public record CallView(
        Page page,
        int number,
        String service,
        String title,
        String status,
        boolean good,
        String duration,
        String at,
        CurlChoice choice,
        List<CurlChoice.Secrets> choices,
        String curl,
        List<String> variables,
        String request,
        String response,
        boolean revealed,
        String back) {

    /** Takes copies. */
    public CallView {
        choices = List.copyOf(choices);
        variables = List.copyOf(variables);
    }

    /** The call's own address. */
    public String address() {
        return "/trail/" + number;
    }
}
