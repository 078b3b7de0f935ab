package dev.tokentrail.demo.flow.step;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes Java source in ASCII, in which whatever a person filled in stands as a string and as nothing else. */
public final class JavaText {

    private JavaText() {}

    /**
     * Writes a string literal.
     *
     * @param text any text
     * @return the literal with its quotes
     */
    public static String quoted(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (c >= ' ' && c < 0x7f) {
                        literal.append((char) c);
                    } else {
                        // Octal below 0x100: a Unicode escape of a line feed would end the line inside the literal.
                        literal.append(String.format(c < 0x100 ? "\\%03o" : "\\u%04x", c));
                    }
                }
            }
        });
        return literal.append('"').toString();
    }

    /**
     * Writes string literals between commas.
     *
     * @param texts any texts
     * @return the literals; nothing if there are none
     */
    public static String quoted(List<String> texts) {
        return texts.stream().map(JavaText::quoted).collect(Collectors.joining(", "));
    }

    /**
     * Writes the arguments of a call, leaving out those that are empty.
     *
     * @param arguments expressions
     * @return the expressions between commas
     */
    public static String arguments(String... arguments) {
        return Stream.of(arguments).filter(argument -> !argument.isEmpty()).collect(Collectors.joining(", "));
    }

    /**
     * Reads a secret from the environment, so that it stands in no source.
     *
     * @param variable the Java variable to declare
     * @param environment the environment variable
     * @return a statement with its line end
     */
    public static String secret(String variable, String environment) {
        return "Secret " + variable + " = Secret.of(System.getenv(" + quoted(environment) + "));\n";
    }
}
