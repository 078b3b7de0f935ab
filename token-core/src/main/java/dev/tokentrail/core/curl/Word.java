package dev.tokentrail.core.curl;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A value on the command line, or what goes into curl's standard input: text and variables in a row.
 *
 * @param parts text and variables; after a text comes a variable or nothing, where the word is to be quoted
 * @param charset how the text becomes bytes: UTF-8, or ISO 8859-1 for bytes that are no UTF-8
 */
record Word(List<Part> parts, Charset charset) {

    /** A stretch of a word. */
    sealed interface Part {}

    /** Text that stands for itself. */
    record Text(String text) implements Part {}

    /** A variable, by name. */
    record Variable(String name) implements Part {}

    static Word of(String text) {
        return new Word(List.of(new Text(text)), StandardCharsets.UTF_8);
    }

    /** The text parts, joined: what has to be quoted. */
    String text() {
        if (parts.size() == 1 && parts.get(0) instanceof Text whole) {
            return whole.text();
        }
        StringBuilder texts = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Text text) {
                texts.append(text.text());
            }
        }
        return texts.toString();
    }

    boolean hasVariables() {
        return parts.stream().anyMatch(Variable.class::isInstance);
    }

    boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return text().getBytes(charset);
    }

    /** Says nothing of the text: it may be revealed. */
    @Override
    public String toString() {
        return "Word of " + parts.size() + " parts";
    }
}
