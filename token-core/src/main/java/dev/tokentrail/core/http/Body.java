package dev.tokentrail.core.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a request carries after its head. The bytes are fixed when the body is made. */
public sealed interface Body {

    /**
     * Gives the bytes as they are sent.
     *
     * @return a fresh copy; empty for a body that is absent or empty
     */
    byte[] bytes();

    /**
     * Gives the media type that belongs to the bytes.
     *
     * @return the value for a {@code Content-Type} header, or null where the body does not say
     */
    @Nullable
    String contentType();

    /** No body at all, as a GET has none; an empty one would state its length of zero. */
    record None() implements Body {
        @Override
        public byte[] bytes() {
            return new byte[0];
        }

        @Override
        public @Nullable String contentType() {
            return null;
        }
    }

    /**
     * A form ({@code application/x-www-form-urlencoded}), written as {@link FormEncoding} says.
     *
     * @param parameters the form's fields in order
     */
    record Form(Parameters parameters) implements Body {
        @Override
        public byte[] bytes() {
            return FormEncoding.encode(parameters).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String contentType() {
            return "application/x-www-form-urlencoded";
        }
    }

    /**
     * A flat JSON object of strings, on one line, members in order.
     *
     * @param parameters the members; of a repeated name the last value stands
     */
    record Json(Parameters parameters) implements Body {

        private static final JsonMapper MAPPER = JsonMapper.builder().build();

        @Override
        public byte[] bytes() {
            Map<String, String> members = new LinkedHashMap<>();
            for (Parameters.Parameter parameter : parameters.list()) {
                members.put(parameter.name(), parameter.value());
            }
            return MAPPER.writeValueAsBytes(members);
        }

        @Override
        public String contentType() {
            return "application/json";
        }
    }

    /**
     * A form as {@code multipart/form-data} (RFC 7578), one part without a type per field.
     *
     * @param boundary the boundary between the parts; 1 to 70 letters, digits and hyphens, found in none of the values
     * @param parameters the form's fields in order
     */
    record Multipart(String boundary, Parameters parameters) implements Body {

        /**
         * Checks the boundary.
         *
         * @param boundary the boundary between the parts
         * @param parameters the form's fields in order
         * @throws IllegalArgumentException if the boundary is malformed or stands in a value
         */
        public Multipart {
            if (!boundary.matches("[A-Za-z0-9-]{1,70}")) {
                throw new IllegalArgumentException("A multipart boundary is 1 to 70 letters, digits and hyphens");
            }
            for (Parameters.Parameter parameter : parameters.list()) {
                if (parameter.value().contains("--" + boundary)) {
                    throw new IllegalArgumentException(
                            "The multipart boundary stands in the value of " + parameter.name());
                }
            }
        }

        @Override
        public byte[] bytes() {
            StringBuilder text = new StringBuilder();
            for (Parameters.Parameter parameter : parameters.list()) {
                text.append("--").append(boundary).append("\r\n");
                text.append("Content-Disposition: form-data; name=\"")
                        .append(escaped(parameter.name()))
                        .append("\"\r\n\r\n");
                text.append(parameter.value()).append("\r\n");
            }
            return text.append("--")
                    .append(boundary)
                    .append("--\r\n")
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String contentType() {
            return "multipart/form-data; boundary=" + boundary;
        }

        /** As browsers do (HTML standard, multipart/form-data encoding algorithm). */
        private static String escaped(String name) {
            return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
        }
    }

    /** Bytes as they come, of a type that the caller states. */
    final class Raw implements Body {

        private final byte[] bytes;
        private final @Nullable String contentType;

        /**
         * Takes a copy of the bytes.
         *
         * @param bytes the bytes to send; may be empty
         * @param contentType the media type, or null to send no {@code Content-Type}
         */
        public Raw(byte[] bytes, @Nullable String contentType) {
            this.bytes = bytes.clone();
            this.contentType = contentType;
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public @Nullable String contentType() {
            return contentType;
        }

        @Override
        public String toString() {
            return "Raw[" + bytes.length + " bytes, " + contentType + "]";
        }
    }

    /**
     * Makes a multipart body with a boundary that stands in none of the values.
     *
     * @param parameters the form's fields in order
     * @return the body; the same parameters always give the same bytes
     */
    static Multipart multipart(Parameters parameters) {
        List<String> values =
                parameters.list().stream().map(Parameters.Parameter::value).toList();
        String boundary = "tokentrail-form-data";
        for (int attempt = 1; boundaryStandsIn(values, boundary); attempt++) {
            boundary = "tokentrail-form-data-" + attempt;
        }
        return new Multipart(boundary, parameters);
    }

    /**
     * Makes a JSON object whose members need not be text. Name the secrets in it, if any, with
     * {@link WireRequestBuilder#secret}.
     *
     * @param members strings, numbers, booleans, lists and maps by name, in the order in which they are written
     * @return the body, on one line, as {@code application/json}
     */
    static Raw json(Map<String, ?> members) {
        return new Raw(Json.MAPPER.writeValueAsBytes(members), "application/json");
    }

    private static boolean boundaryStandsIn(List<String> values, String boundary) {
        return values.stream().anyMatch(value -> value.contains("--" + boundary));
    }
}
