package dev.tokentrail.core.token;

import dev.tokentrail.core.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A device flow that waits for a person (RFC 8628 section 3.2).
 *
 * @param deviceCode what the device asks with
 * @param userCode what the person types in
 * @param verificationUri where the person types it in
 * @param verificationUriComplete the same address with the code in it, for a QR code, or null
 * @param expiresAt when both codes end
 * @param interval the shortest time between two questions; 5 seconds if the service does not say
 */
public record DeviceAuthorization(
        Secret deviceCode,
        String userCode,
        String verificationUri,
        @Nullable String verificationUriComplete,
        Instant expiresAt,
        Duration interval) {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

    static Optional<DeviceAuthorization> read(JsonNode answer, Instant sentAt) {
        Optional<String> deviceCode = Json.string(answer, "/device_code");
        Optional<String> userCode = Json.string(answer, "/user_code").filter(DeviceAuthorization::canBeShown);
        Optional<String> verificationUri =
                webAddress(answer, "/verification_uri").or(() -> webAddress(answer, "/verification_url"));
        Optional<Instant> end = ExpiryReader.read(answer, "/expires_in", null, null, null, sentAt)
                .at();
        if (deviceCode.isEmpty() || userCode.isEmpty() || verificationUri.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DeviceAuthorization(
                Secret.of(deviceCode.get()),
                userCode.get(),
                verificationUri.get(),
                webAddress(answer, "/verification_uri_complete").orElse(null),
                end.get(),
                Json.number(answer, "/interval")
                        .filter(seconds -> seconds.signum() > 0)
                        .map(seconds -> seconds.longValue() > LONGEST_INTERVAL.toSeconds()
                                ? LONGEST_INTERVAL
                                : Duration.ofSeconds(Math.max(1, seconds.longValue())))
                        .orElse(DEFAULT_INTERVAL)));
    }

    /** An address that a browser may be sent to: never {@code javascript:} or {@code file:}. */
    private static Optional<String> webAddress(JsonNode answer, String pointer) {
        return Json.string(answer, pointer)
                .filter(address -> address.matches("(?i)https?://.+"))
                .filter(DeviceAuthorization::canBeShown);
    }

    private static boolean canBeShown(String text) {
        return text.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    /** Shows what the person needs, not what the device asks with. */
    @Override
    public String toString() {
        return "DeviceAuthorization[userCode=" + userCode + ", verificationUri=" + verificationUri + ", expiresAt="
                + expiresAt + ", interval=" + interval + "]";
    }
}
