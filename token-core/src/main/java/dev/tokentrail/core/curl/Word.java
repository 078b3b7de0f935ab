package dev.tokentrail.core.curl;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

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
        return parts.stream()
                .map(part -> part instanceof Text text ? text.text() : "")
                .collect(Collectors.joining());
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
