package dev.tokentrail.core.token;

import dev.tokentrail.core.http.WireResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the services write it. Nothing that fails here quotes what it failed on: it may be a token. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private Json() {}

    /** The JSON object in a response body; empty if the body is anything else. */
    static Optional<JsonNode> object(WireResponse response) {
        return object(response.text());
    }

    static Optional<JsonNode> object(String text) {
        try {
            JsonNode node = MAPPER.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
            return Optional.of(node).filter(JsonNode::isObject);
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    static Map<String, Object> map(JsonNode object) {
        return MAPPER.convertValue(object, OBJECT);
    }

    static String write(Map<String, ?> object) {
        return MAPPER.writeValueAsString(object);
    }

    /** The text at a pointer; a number counts as its digits. */
    static Optional<String> text(JsonNode object, String pointer) {
        JsonNode value = object.at(JsonPointer.compile(pointer));
        return (value.isString() && !value.asString().isBlank()) || value.isNumber()
                ? Optional.of(value.asString())
                : Optional.empty();
    }

    /** The text at the first of some pointers that has one. */
    static Optional<String> text(JsonNode object, List<String> pointers) {
        return pointers.stream()
                .flatMap(pointer -> text(object, pointer).stream())
                .findFirst();
    }

    /** The string at a pointer; nothing else counts. */
    static Optional<String> string(JsonNode object, String pointer) {
        JsonNode value = object.at(JsonPointer.compile(pointer));
        return value.isString() && !value.asString().isEmpty() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** Whether a string, number or boolean at a pointer reads like a text. */
    static boolean reads(JsonNode object, String pointer, String text) {
        JsonNode value = object.at(JsonPointer.compile(pointer));
        return value.isValueNode() && value.asString().equals(text);
    }

    /** The number at a pointer; a string of digits counts too. */
    static Optional<BigDecimal> number(JsonNode object, String pointer) {
        return text(object, pointer).flatMap(Json::number);
    }

    /** The words at a pointer: a space separated string (RFC 6749 section 3.3), or an array of strings. */
    static List<String> words(JsonNode object, String pointer) {
        JsonNode value = object.at(JsonPointer.compile(pointer));
        if (value.isArray()) {
            return value.valueStream()
                    .filter(JsonNode::isString)
                    .map(JsonNode::asString)
                    .toList();
        }
        return text(object, pointer)
                .map(text -> List.of(text.strip().split("\\s+")))
                .orElse(List.of());
    }

    static boolean isPresent(JsonNode object, String pointer) {
        JsonNode value = object.at(JsonPointer.compile(pointer));
        return !value.isMissingNode() && !value.isNull();
    }

    private static Optional<BigDecimal> number(String digits) {
        try {
            return digits.length() > 40 ? Optional.empty() : Optional.of(new BigDecimal(digits.strip()));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
