package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.Segment.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the secrets in a {@code multipart/form-data} text, part by part. */
final class MultipartAnatomy {

    private static final Pattern NAME = Pattern.compile("(?i)\\bname=\"([^\"]*)\"");
    private static final String END_OF_HEAD = "\r\n\r\n";

    private MultipartAnatomy() {}

    static Template of(String text, String boundary, SecretFinder secrets) {
        List<Segment> segments = new ArrayList<>();
        Pattern delimiter = Pattern.compile("(?:^|\r\n)--" + Pattern.quote(boundary));
        Matcher delimiters = delimiter.matcher(text);
        int end = 0;
        while (delimiters.find()) {
            segments.addAll(
                    part(text.substring(end, delimiters.start()), secrets).segments());
            segments.add(new Segment.Literal(delimiters.group()));
            end = delimiters.end();
        }
        segments.addAll(part(text.substring(end), secrets).segments());
        return new Template(List.copyOf(segments));
    }

    private static Template part(String text, SecretFinder secrets) {
        int border = text.indexOf(END_OF_HEAD);
        Matcher name = NAME.matcher(border < 0 ? "" : text.substring(0, border));
        if (!name.find()) {
            return secrets.mark("part", text);
        }
        String value = text.substring(border + END_OF_HEAD.length());
        Template head = secrets.isSecretName(name.group(1))
                ? secrets.mark("part", text.substring(0, border))
                : Template.literal(text.substring(0, border));
        head = head.plus(END_OF_HEAD);
        return secrets.isSecret(name.group(1), value) ? head.plus(Slot.of(name.group(1), value)) : head.plus(value);
    }
}
