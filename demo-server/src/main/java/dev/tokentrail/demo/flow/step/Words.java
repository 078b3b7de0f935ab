package dev.tokentrail.demo.flow.step;

import dev.tokentrail.demo.flow.Values;
import java.util.List;

/** What a person filled in, where only some of it can be used. */
public final class Words {

    /** The most words in one field: 100. */
    static final int MOST = 100;

    private Words() {}

    /**
     * Reads words between white space: scopes, telephone numbers.
     *
     * @param values what was filled in
     * @param field the field's name
     * @return the words
     * @throws IllegalArgumentException if there are more than 100
     */
    public static List<String> of(Values values, String field) {
        List<String> words = List.of(values.words(field));
        if (words.size() > MOST) {
            throw new IllegalArgumentException(
                    "At most " + MOST + " words fit in " + field + "; these are " + words.size() + ".");
        }
        return words;
    }

    /** The scopes in the field {@code scope}, as the methods of the providers take them. */
    public static String[] scopes(Values values) {
        return of(values, "scope").toArray(String[]::new);
    }

    /**
     * Reads a text that must not be empty.
     *
     * @param values what was filled in
     * @param field the field's name
     * @param sentence what to say if it is empty
     * @return the text, without white space at its ends
     * @throws IllegalArgumentException if it is empty
     */
    public static String required(Values values, String field, String sentence) {
        String text = values.text(field);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(sentence);
        }
        return text;
    }
}
