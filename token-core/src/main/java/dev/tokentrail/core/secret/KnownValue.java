package dev.tokentrail.core.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value that is searched for, in any spelling. Of a long one only the head is searched for: who sends both value and text could
 * else choose them so that the time grows with the product of their lengths.
 */
final class KnownValue {

    private static final int LONG = 1024;
    private static final int HEAD = 256;

    private final String head;
    private final String rest;

    /** The longest run of characters that no encoder escapes: where it does not stand, the value does not. */
    private final String landmark;

    /** Made when it is first needed, which takes longer than most searches. */
    private @Nullable Pattern escapedHead;

    KnownValue(String value) {
        int end = value.length() > LONG ? headEnd(value) : value.length();
        this.head = value.substring(0, end);
        this.rest = value.substring(end);
        this.landmark = Spellings.longestPlainRun(head);
    }

    private synchronized Pattern escapedHead() {
        Pattern made = escapedHead;
        if (made == null) {
            made = Spellings.escaped(head);
            escapedHead = made;
        }
        return made;
    }

    /** Neither within a character of two units nor within a run of backslashes, which has spellings as a whole. */
    private static int headEnd(String value) {
        int end = Math.min(HEAD, value.length());
        while (end > 1
                && end < value.length()
                && (value.charAt(end - 1) == '\\' || Character.isHighSurrogate(value.charAt(end - 1)))) {
            end--;
        }
        return end;
    }

    Set<String> base64Cores() {
        return Spellings.base64Cores(head);
    }

    /** The places where it stands; where the head alone does, all that follows. */
    List<Redactor.Range> in(String text, boolean escapes) {
        if (!text.contains(landmark)) {
            return List.of();
        }
        List<Redactor.Range> found = new ArrayList<>();
        if (!escapes) {
            int at = text.indexOf(head);
            while (at >= 0) {
                int end = end(text, at + head.length(), false);
                found.add(new Redactor.Range(at, end));
                at = text.indexOf(head, end);
            }
            return found;
        }
        Matcher matcher = escapedHead().matcher(text);
        int from = 0;
        while (matcher.find(from)) {
            from = end(text, matcher.end(), true);
            found.add(new Redactor.Range(matcher.start(), from));
        }
        return found;
    }

    private int end(String text, int from, boolean escapes) {
        if (text.startsWith(rest, from)) {
            return from + rest.length();
        }
        return escapes ? endOfEscapedRest(text, from) : text.length();
    }

    /** Piece by piece: a pattern of all of it would go as deep as it is long. */
    private int endOfEscapedRest(String text, int from) {
        int end = from;
        String left = rest;
        while (!left.isEmpty()) {
            int length = headEnd(left);
            Matcher piece =
                    Spellings.escaped(left.substring(0, length)).matcher(text).region(end, text.length());
            if (!piece.lookingAt()) {
                return text.length();
            }
            end = piece.end();
            left = left.substring(length);
        }
        return end;
    }
}
