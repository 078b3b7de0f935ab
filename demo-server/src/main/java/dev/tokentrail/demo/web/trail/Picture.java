package dev.tokentrail.demo.web.trail;

import dev.tokentrail.demo.trail.TrailEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happened between browser, app and service, as a sequence diagram in Mermaid's language and as a numbered list that
 * says the same.
 *
 * @param mermaid the diagram's source; empty if nothing happened
 * @param arrows one for each arrow of the diagram, in its order: the number of the call it opens, 0 for none
 * @param sentences the same in words, in order
 */
public record Picture(String mermaid, List<Integer> arrows, List<Sentence> sentences) {

    private static final int LONGEST_LABEL = 80;

    /**
     * What happened once, in words.
     *
     * @param call the number of its call, 0 if the browser did it
     * @param text the words, plain text
     */
    public record Sentence(int call, String text) {}

    /** The arrows' calls as text: {@code 1,1,0,0}. */
    public String arrowList() {
        return arrows.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Takes copies. */
    public Picture {
        arrows = List.copyOf(arrows);
        sentences = List.copyOf(sentences);
    }

    private static final class Drawing {
        private final StringBuilder lines = new StringBuilder();
        private final List<Integer> arrows = new ArrayList<>();
        private final List<Sentence> sentences = new ArrayList<>();

        void arrow(String from, String line, String to, String label, int call) {
            lines.append("    ")
                    .append(from)
                    .append(line)
                    .append(to)
                    .append(": ")
                    .append(escaped(label))
                    .append('\n');
            arrows.add(call);
        }
    }

    /**
     * Draws.
     *
     * @param entries what happened, oldest first
     * @param titles the name for people of a service
     * @return the picture
     */
    public static Picture of(List<TrailEntry> entries, Function<String, String> titles) {
        if (entries.isEmpty()) {
            return new Picture("", List.of(), List.of());
        }
        SessionSecrets secrets = SessionSecrets.of(entries.stream()
                .filter(TrailEntry.Call.class::isInstance)
                .map(TrailEntry.Call.class::cast)
                .toList());
        Map<String, String> participants = new LinkedHashMap<>();
        entries.forEach(entry -> participants.computeIfAbsent(entry.service(), any -> "service" + participants.size()));
        Drawing drawing = new Drawing();
        boolean browses = entries.stream().anyMatch(TrailEntry.BrowserMove.class::isInstance);
        for (TrailEntry entry : entries) {
            String participant = participants.getOrDefault(entry.service(), "service0");
            String title = titles.apply(entry.service());
            if (entry instanceof TrailEntry.Call call) {
                draw(drawing, new CallTexts(call, secrets, false), call.number(), participant, title);
            } else if (entry instanceof TrailEntry.BrowserMove move) {
                draw(drawing, move, participant, title);
            }
        }
        StringBuilder head = new StringBuilder("sequenceDiagram\n");
        if (browses) {
            head.append("    participant browser as Browser\n");
        }
        head.append("    participant app as App\n");
        participants.forEach((service, participant) -> head.append("    participant ")
                .append(participant)
                .append(" as ")
                .append(escaped(titles.apply(service)))
                .append('\n'));
        return new Picture(head.append(drawing.lines).toString(), drawing.arrows, drawing.sentences);
    }

    private static void draw(Drawing drawing, CallTexts texts, int number, String service, String title) {
        drawing.arrow("app", "->>", service, number + ". " + texts.shortTitle(), number);
        String answer = texts.status() + ", " + texts.duration();
        drawing.arrow(service, texts.answered() ? "-->>" : "--x", "app", answer, number);
        drawing.sentences.add(new Sentence(
                number,
                "App to " + title + ": " + texts.shortTitle() + ". "
                        + (texts.answered() ? title + " to app: " + answer + "." : "No answer came back.")));
    }

    private static void draw(Drawing drawing, TrailEntry.BrowserMove move, String service, String title) {
        String path = VisibleText.line(path(move.address()));
        if (move.back()) {
            drawing.arrow(service, "-->>", "browser", "redirect to the app", 0);
            drawing.arrow("browser", "->>", "app", "GET " + path, 0);
            drawing.sentences.add(new Sentence(0, title + " sends the browser back to the app: GET " + path + "."));
        } else {
            drawing.arrow("app", "-->>", "browser", "redirect to " + title, 0);
            drawing.arrow("browser", "->>", service, "GET " + path, 0);
            drawing.sentences.add(new Sentence(0, "App sends the browser to " + title + ": GET " + path + "."));
        }
    }

    /** The path of an address, without its query, in which a code may stand. */
    private static String path(String address) {
        String path = address.replaceFirst("^[A-Za-z]+://[^/?#]*", "")
                .replaceFirst("(?s)[?#].*", "")
                .replaceFirst("/_ns/[^/]+(?=/)", "");
        return path.isEmpty() ? "/" : path;
    }

    /** Text as Mermaid shows it: whatever could mean something to it is written by number. */
    static String escaped(@Nullable String text) {
        StringBuilder escaped = new StringBuilder();
        String shown = VisibleText.line(String.valueOf(text));
        String cut = shown.length() <= LONGEST_LABEL ? shown : shown.substring(0, LONGEST_LABEL - 1) + "…";
        cut.codePoints().forEach(character -> {
            if (Character.isLetterOrDigit(character) || " /.,-_:()".indexOf(character) >= 0) {
                escaped.appendCodePoint(character);
            } else {
                escaped.append('#').append(character).append(';');
            }
        });
        return escaped.toString();
    }
}
