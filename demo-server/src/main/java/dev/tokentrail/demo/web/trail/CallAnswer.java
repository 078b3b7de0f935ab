package dev.tokentrail.demo.web.trail;

import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.demo.trail.TrailEntry;

/**
 * What came back from one call, fit for a page.
 *
 * @param number the call's number in the session
 * @param title method and path
 * @param status the status in words, or that there was no answer
 * @param good whether the status is below 400
 * @param duration the time it took
 * @param response status line, headers and body as they came; secrets are masked unless this session reveals them
 */
public record CallAnswer(int number, String title, String status, boolean good, String duration, String response) {

    /**
     * Reads a call.
     *
     * @param visitor whose call it is
     * @param call the call
     * @return what came back
     */
    public static CallAnswer of(Visitor visitor, TrailEntry.Call call) {
        CallTexts texts = new CallTexts(
                call, SessionSecrets.of(visitor.trail().calls()), new VisitorRevealing(visitor).allows(call));
        return new CallAnswer(
                call.number(),
                texts.shortTitle(),
                texts.status(),
                call.exchange()
                        .response()
                        .filter(response -> response.status() < 400)
                        .isPresent(),
                texts.duration(),
                texts.rawResponse());
    }
}
