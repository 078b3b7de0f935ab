package dev.tokentrail.core.token;

import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Redactor;
import dev.tokentrail.core.secret.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts from outside made fit for an exception: redacted first, then without control characters, then cut. */
final class FailureText {

    private static final int LONGEST_BODY = 2_000;
    private static final int LONGEST_MESSAGE = 300;
    private static final Pattern BARE_WORD = Pattern.compile("[\"']?[\\w.~+/=:-]{8,}[\"']?");

    private FailureText() {}

    /** Words from outside, made fit for a message. */
    static String shortText(String text) {
        return shown(text, Redactor.of(Set.of()));
    }

    static String shown(String text, Redactor redactor) {
        return shortened(redactor.redact(text).replaceAll("\\p{C}", " ").strip(), LONGEST_MESSAGE);
    }

    /**
     * Redacted as a whole before it is cut: half a secret would not be found. Where a token was due, a body that is one
     * long word may well be it.
     */
    static String body(WireResponse response, Redactor redactor) {
        String text = response.text();
        boolean bareWord =
                response.status() / 100 == 2 && BARE_WORD.matcher(text.strip()).matches();
        return bareWord ? Secret.MASK : shortened(redactor.redact(text), LONGEST_BODY);
    }

    /** The cause, or a stand-in with its words redacted if it or what caused it quotes a secret. */
    static IOException withoutSecrets(IOException cause, Redactor redactor) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        if (!redactor.finds(trace.toString())) {
            return cause;
        }
        IOException standIn = new IOException(redactor.redact(String.valueOf(cause.getMessage())));
        standIn.setStackTrace(cause.getStackTrace());
        return standIn;
    }

    /** With a full stop unless it ends like a sentence. */
    static String sentence(String words) {
        return words.endsWith(".") || words.endsWith("!") || words.endsWith("?") ? words : words + ".";
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
