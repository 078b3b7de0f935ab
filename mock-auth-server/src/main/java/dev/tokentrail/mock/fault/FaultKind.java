package dev.tokentrail.mock.fault;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.fault.Effect.Outcome;
import dev.tokentrail.mock.http.Purpose;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything that can go wrong on purpose, by the name that JSON has for it. */
@SuppressWarnings("ImmutableEnumChecker") // the readers are functions without a state
public enum FaultKind {
    STATUS("status", AnsweringFaults::status),
    HTML_ERROR("html-error", AnsweringFaults::html),
    TOO_MANY_REQUESTS("too-many-requests", AnsweringFaults::tooManyRequests),
    OK_WITH_ERROR("ok-with-error", AnsweringFaults::okWithError),
    SECRET_ECHOED("secret-echoed", AnsweringFaults::secretEchoed),
    DELAY("delay", WireFaults::delay),
    HANG("hang", WireFaults::hang),
    DROPPED_BEFORE_PROCESSING("dropped-before-processing", WireFaults::droppedBeforeProcessing),
    ANSWER_LOST("answer-lost", WireFaults::answerLost),
    DROPPED_IN_BODY("dropped-in-body", WireFaults::droppedInBody),
    SLOW_DRIP("slow-drip", WireFaults::slowDrip),
    WRONG_CONTENT_TYPE("wrong-content-type", BodyFaults::wrongContentType),
    TRUNCATED_JSON("truncated-json", BodyFaults::truncatedJson),
    HUGE_BODY("huge-body", BodyFaults::hugeBody, EnumSet.of(Purpose.TOKEN), ""),
    EXPIRY_MISSING("expiry-missing", BodyFaults::withoutExpiry, EnumSet.of(Purpose.TOKEN), "xbooker"),
    EXPIRY_ZERO("expiry-zero", expiry((call, seconds) -> 0), EnumSet.of(Purpose.TOKEN), "xbooker"),
    EXPIRY_NEGATIVE("expiry-negative", expiry((call, seconds) -> -1), EnumSet.of(Purpose.TOKEN), "xbooker"),
    EXPIRY_TEXT("expiry-text", expiry((call, seconds) -> seconds.toString()), EnumSet.of(Purpose.TOKEN), "xbooker"),
    EXPIRY_ABSOLUTE(
            "expiry-absolute",
            expiry((call, seconds) -> call.clock().instant().getEpochSecond() + seconds),
            EnumSet.of(Purpose.TOKEN),
            "xbooker"),
    EXPIRY_HUGE("expiry-huge", expiry((call, seconds) -> Long.MAX_VALUE), EnumSet.of(Purpose.TOKEN), "xbooker"),
    WITHOUT_TOKEN_TYPE("without-token-type", BodyFaults::withoutTokenType, EnumSet.of(Purpose.TOKEN), "xbooker"),
    WITHOUT_REFRESH_TOKEN("without-refresh-token", BodyFaults::withoutRefreshToken, EnumSet.of(Purpose.TOKEN), ""),
    EXPIRED_ON_ARRIVAL("expired-on-arrival", BodyFaults::expiredOnArrival, EnumSet.of(Purpose.TOKEN), ""),
    WRONG_ISSUER("wrong-issuer", JwtFaults::wrongIssuer, EnumSet.of(Purpose.TOKEN, Purpose.METADATA), "xbooker"),
    UNKNOWN_KEY_ID("unknown-key-id", JwtFaults::unknownKeyId, EnumSet.of(Purpose.TOKEN), "sonetel xbooker"),
    KEY_ROTATED("key-rotated", JwtFaults::keyRotated, EnumSet.of(Purpose.TOKEN), "sonetel xbooker"),
    TAMPERED_SIGNATURE("tampered-signature", JwtFaults::tamperedSignature, EnumSet.of(Purpose.TOKEN), "xbooker"),
    DENIED(
            "denied",
            FaultKind::denied,
            EnumSet.of(Purpose.AUTHORIZATION, Purpose.DEVICE_VERIFICATION),
            "sonetel xbooker");

    private final String json;
    private final Function<Section, Effect> reader;
    private final Set<Purpose> purposes;
    private final List<String> impossibleFor;

    FaultKind(String json, Function<Section, Effect> reader) {
        this(json, reader, EnumSet.allOf(Purpose.class), "");
    }

    FaultKind(String json, Function<Section, Effect> reader, Set<Purpose> purposes, String impossibleFor) {
        this.json = json;
        this.reader = reader;
        this.purposes = Set.copyOf(purposes);
        this.impossibleFor = List.of(impossibleFor.split(" "));
    }

    private static Function<Section, Effect> expiry(BiFunction<FaultedCall, Long, Object> value) {
        return parameters -> BodyFaults.expiry(value);
    }

    /** The person says no. */
    private static Effect denied(Section parameters) {
        return call -> {
            call.service().denyNext();
            return Outcome.of(call.processed());
        };
    }

    /**
     * Finds a kind.
     *
     * @param json its name
     * @throws IllegalArgumentException if there is none of that name
     */
    public static FaultKind named(String json) {
        return Arrays.stream(values())
                .filter(kind -> kind.json.equals(json))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no fault " + json + "; there are "
                        + Arrays.stream(values()).map(FaultKind::json).collect(Collectors.joining(", "))));
    }

    /** Its name. */
    public String json() {
        return json;
    }

    /** Reads what it needs to know. */
    public Effect effect(Section parameters) {
        return reader.apply(parameters);
    }

    /** Whether calls for a purpose can be met by it. */
    public boolean meets(Purpose purpose) {
        return purposes.contains(purpose);
    }

    /** Whether it can happen at a service at all. */
    public boolean possibleFor(String service) {
        return !impossibleFor.contains(service);
    }
}
