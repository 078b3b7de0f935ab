package dev.tokentrail.core.curl;

import dev.tokentrail.core.secret.Secret;

/** A stretch of what is sent: text that may be shown, or a secret. */
sealed interface Segment {

    /** Text that may be shown. */
    record Literal(String text) implements Segment {}

    /**
     * A place that holds a secret.
     *
     * @param field the name of the field, from which a variable's name is made
     * @param wire the value as it is sent
     * @param plain the value before it was encoded; equal to {@code wire} where nothing is encoded
     * @param encoding what turned {@code plain} into {@code wire}
     */
    record Slot(String field, String wire, String plain, Encoding encoding) implements Segment {

        static Slot of(String field, String wire) {
            return new Slot(field, wire, wire, Encoding.NONE);
        }

        @Override
        public String toString() {
            return field + "=" + Secret.MASK;
        }
    }

    /** What a value went through on its way to the wire. */
    enum Encoding {
        NONE("", ""),
        FORM("_FORM_ENCODED", "form-encoded"),
        URL("_URL_ENCODED", "percent-encoded as in the address"),
        JSON("_JSON_ESCAPED", "escaped as in a JSON string");

        private final String suffix;
        private final String description;

        Encoding(String suffix, String description) {
            this.suffix = suffix;
            this.description = description;
        }

        /** What a variable's name ends with when it holds the encoded value. */
        String suffix() {
            return suffix;
        }

        String description() {
            return description;
        }
    }
}
