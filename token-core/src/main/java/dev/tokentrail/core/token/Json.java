package dev.tokentrail.core.token;

import dev.tokentrail.core.http.WireResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
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
    private static final int LONGEST_NUMBER = 1_000;
    private static final int LARGEST_MAGNITUDE = 30;
    private static final BigDecimal LATEST_EPOCH_SECOND = BigDecimal.valueOf(253_402_300_799L);

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

    /** The members in order, as immutable maps, lists, strings, numbers and booleans; null members are left out. */
    static Map<String, Object> map(JsonNode object) {
        Map<String, Object> members = new LinkedHashMap<>();
        object.forEachEntry((name, value) -> {
            if (!value.isNull()) {
                members.put(name, plain(value));
            }
        });
        return Collections.unmodifiableMap(members);
    }

    /** An immutable copy in the same order, without the members that are null. */
    static Map<String, Object> withoutNulls(Map<String, ?> members) {
        Map<String, Object> copy = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (value != null) {
                copy.put(name, value);
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    private static Object plain(JsonNode value) {
        if (value.isObject()) {
            return map(value);
        }
        if (value.isArray()) {
            return value.valueStream()
                    .filter(element -> !element.isNull())
                    .map(Json::plain)
                    .toList();
        }
        if (value.isNumber()) {
            return value.numberValue();
        }
        return value.isBoolean() ? (Object) value.asBoolean() : value.asString();
    }

    /** A NumericDate (RFC 7519 section 2), up to the year 9999. */
    static Optional<Instant> instant(@Nullable Object numericDate) {
        return Optional.ofNullable(numericDate)
                .flatMap(value -> number(value.toString()))
                .filter(seconds -> seconds.signum() >= 0 && seconds.compareTo(LATEST_EPOCH_SECOND) <= 0)
                .map(seconds -> Instant.ofEpochSecond(seconds.longValue()));
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

    private static Optional<BigDecimal> number(String digits) {
        if (digits.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            return Optional.of(bounded(new BigDecimal(digits.strip())));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** Brought within 30 digits on either side of the point: {@code 1e1000000000} would take a gigabyte to add to. */
    private static BigDecimal bounded(BigDecimal number) {
        long magnitude = (long) number.precision() - number.scale();
        if (number.signum() == 0 || magnitude < -LARGEST_MAGNITUDE) {
            return BigDecimal.ZERO;
        }
        return magnitude > LARGEST_MAGNITUDE
                ? BigDecimal.TEN.pow(LARGEST_MAGNITUDE).multiply(BigDecimal.valueOf(number.signum()))
                : number;
    }
}
