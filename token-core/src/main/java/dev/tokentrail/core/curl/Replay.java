package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.RequestAnatomy.Line;
import dev.tokentrail.core.curl.Segment.Slot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What makes a request good for one time only, so that an exact copy is refused. */
final class Replay {

    private Replay() {}

    /** One sentence for each reason; none if the request can be sent again. */
    static List<String> notes(RequestAnatomy anatomy) {
        Set<String> fields = new LinkedHashSet<>();
        for (Line line : anatomy.headers()) {
            fields.add(line.name().toLowerCase(Locale.ROOT));
        }
        addFields(anatomy.target(), fields);
        if (anatomy.body() != null) {
            addFields(anatomy.body().whole(), fields);
        }
        List<String> notes = new ArrayList<>();
        if (fields.contains("code") || fields.contains("authorizationcode")) {
            notes.add("replay: an authorization code is good for one request");
        }
        if (fields.contains("devicecode")) {
            notes.add("replay: a device code is good until its first token");
        }
        if (fields.contains("clientassertion")) {
            notes.add("replay: a client assertion is good for one request");
        }
        if (fields.contains("dpop")) {
            notes.add("replay: a DPoP proof is good for one request");
        }
        return notes;
    }

    private static void addFields(Template template, Set<String> fields) {
        for (Segment segment : template.segments()) {
            if (segment instanceof Slot slot) {
                fields.add(slot.field().toLowerCase(Locale.ROOT).replaceAll("[_-]", ""));
            }
        }
    }
}
