package dev.tokentrail.demo.flow;

import dev.tokentrail.core.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands in the fields of a step. Never printed, since some of it is secret. */
public final class Values {

    /** The longest value: 16,384 characters. */
    public static final int LONGEST = 16_384;

    private final Map<String, String> values;

    private Values(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Takes what was sent for the fields of a step; a field that was not sent has its value at first, and what is no field
     * is left out.
     *
     * @param fields the fields
     * @param sent names and values, from a form or the JSON API
     * @return the values
     * @throws IllegalArgumentException if a value is too long or none of the choices
     */
    public static Values of(List<Field> fields, Map<String, String> sent) {
        return new Values(fields.stream().collect(Collectors.toMap(Field::name, field -> {
            String value = sent.getOrDefault(field.name(), field.value());
            if (value.length() > LONGEST) {
                throw new IllegalArgumentException(
                        field.label() + ": longer than " + LONGEST + " characters, namely " + value.length() + ".");
            }
            if (field.kind() == Field.Kind.CHOICE && !field.choices().contains(value)) {
                throw new IllegalArgumentException(
                        field.label() + ": choose one of " + String.join(", ", field.choices()) + ".");
            }
            return value;
        })));
    }

    /**
     * The text in a field.
     *
     * @param field its name
     * @return the text, without white space at its ends
     */
    public String text(String field) {
        String value = values.get(field);
        if (value == null) {
            throw new IllegalStateException("This step has no field " + field + ".");
        }
        return value.strip();
    }

    /**
     * The secret in a field, as it was typed.
     *
     * @param field its name
     * @return the secret
     * @throws IllegalArgumentException if the field is empty
     */
    public Secret secret(String field) {
        text(field);
        String value = values.getOrDefault(field, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("Fill in " + field + ".");
        }
        return Secret.of(value);
    }

    /**
     * The words in a field, scopes say.
     *
     * @param field its name
     * @return what stands between white space, none if the field is empty
     */
    public String[] words(String field) {
        return Stream.of(text(field).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }

    /** The number of values; never a value. */
    @Override
    public String toString() {
        return "Values[" + values.size() + "]";
    }
}
