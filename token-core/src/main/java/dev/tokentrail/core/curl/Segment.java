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
        NONE("", "", ""),
        FORM("_FORM_ENCODED", "form-encoded", "form-encode what is not a letter, a digit or one of - . _"),
        URL("_URL_ENCODED", "percent-encoded", "percent-encode what is not a letter, a digit or one of - . _"),
        JSON("_JSON_ESCAPED", "escaped as in JSON", "escape quotation marks and backslashes as in JSON");

        private final String suffix;
        private final String description;
        private final String advice;

        Encoding(String suffix, String description, String advice) {
            this.suffix = suffix;
            this.description = description;
            this.advice = advice;
        }

        /** What a variable's name ends with when it holds the encoded value. */
        String suffix() {
            return suffix;
        }

        /** What such a variable holds. */
        String description() {
            return description;
        }

        /** What another value would need in a variable that holds this one as it is. */
        String advice() {
            return advice;
        }
    }
}
