package dev.tokentrail.conformance.readme;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a document.
 *
 * @param section the heading of the second level above it; empty if there is none
 * @param mark the comment on the line before it, without its brackets; empty if there is none
 * @param language what stands behind the fence
 * @param content the lines between the fences
 * @param line the line of the opening fence, from 1
 * @param followsTranscript whether nothing but an empty line parts it from a block below a transcript's mark
 */
record Fence(String section, String mark, String language, String content, int line, boolean followsTranscript) {

    private static final Pattern FENCE = Pattern.compile(
            "(?ms)^(?:<!--\\s*([^\\n]*?)\\s*-->\\n)?[ ]{0,3}(```+|~~~+)[ ]*([^\\n]*)\\n(.*?)^[ ]{0,3}\\2[ ]*$");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (.*)$");

    static List<Fence> in(String document) {
        List<Fence> fences = new ArrayList<>();
        Matcher found = FENCE.matcher(document);
        int end = 0;
        boolean afterTranscript = false;
        String section = "";
        while (found.find()) {
            String between = document.substring(end, found.start());
            Matcher heading = SECTION.matcher(between);
            while (heading.find()) {
                section = heading.group(1).strip();
            }
            String mark = found.group(1) == null ? "" : found.group(1);
            fences.add(new Fence(
                    section,
                    mark,
                    found.group(3).strip(),
                    found.group(4),
                    (int) document.substring(0, found.start(2)).lines().count() + 1,
                    afterTranscript && between.isBlank() && mark.isEmpty()));
            afterTranscript = mark.startsWith("transcript:");
            end = found.end();
        }
        return fences;
    }

    /** The document without its fenced blocks. */
    static String prose(String document) {
        return FENCE.matcher(document).replaceAll("");
    }
}
