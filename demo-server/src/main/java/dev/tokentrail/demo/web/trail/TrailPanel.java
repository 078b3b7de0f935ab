package dev.tokentrail.demo.web.trail;

import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.demo.trail.TrailEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * The calls of a session as a panel lists them, newest first.
 *
 * @param entries what happened, newest first
 * @param revealing whether the switch is on
 * @param revealPossible whether there is anything that the switch would reveal
 * @param csrfToken what the switch's form carries
 * @param back the path to which the switch leads back
 */
public record TrailPanel(List<Line> entries, boolean revealing, boolean revealPossible, String csrfToken, String back) {

    /**
     * One line of the panel.
     *
     * @param number its number in the session
     * @param call whether it is a call, which has a page, and not a move of the browser
     * @param title method and path, or where the browser went
     * @param status the status in words, empty for a move of the browser
     * @param good whether the status is below 400
     * @param duration the time it took, empty for a move of the browser
     * @param service the name of the service
     */
    public record Line(
            int number, boolean call, String title, String status, boolean good, String duration, String service) {}

    /** Takes a copy. */
    public TrailPanel {
        entries = List.copyOf(entries);
    }

    /**
     * Lists what happened in a session.
     *
     * @param visitor whose
     * @param titles the name for people of a service
     * @param back the path to which the switch leads back
     * @return the panel
     */
    public static TrailPanel of(Visitor visitor, Function<String, String> titles, String back) {
        List<TrailEntry> entries = visitor.trail().entries();
        SessionSecrets secrets = SessionSecrets.of(entries.stream()
                .filter(TrailEntry.Call.class::isInstance)
                .map(TrailEntry.Call.class::cast)
                .toList());
        List<Line> lines = new ArrayList<>();
        for (TrailEntry entry : entries) {
            String service = titles.apply(entry.service());
            if (entry instanceof TrailEntry.Call call) {
                CallTexts texts = new CallTexts(call, secrets, false);
                lines.add(new Line(
                        call.number(),
                        true,
                        texts.shortTitle(),
                        texts.status(),
                        call.exchange()
                                .response()
                                .filter(response -> response.status() < 400)
                                .isPresent(),
                        texts.duration(),
                        service));
            } else if (entry instanceof TrailEntry.BrowserMove move) {
                lines.add(new Line(
                        move.number(),
                        false,
                        move.back() ? "The browser came back" : "The browser went to " + service,
                        "",
                        true,
                        "",
                        service));
            }
        }
        Collections.reverse(lines);
        return new TrailPanel(
                lines, visitor.revealing(), new VisitorRevealing(visitor).possible(), visitor.csrfToken(), back);
    }
}
