package dev.tokentrail.mock.wso2;

import static dev.tokentrail.mock.wso2.Wso2Errors.refusal;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Denials;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.RandomText;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The device grant of 4.x (RFC 8628). Opening the verification page approves, so before that a poll is pending.
 *
 * <p>The grant and its handlers are documented; bodies, texts and lifetimes are assumed.
 */
final class Wso2Devices {

    static final String PAGE = "/authenticationendpoint/device.do";

    /** What a person approved. */
    record Approved(String scope) {}

    private enum Decision {
        PENDING,
        APPROVED,
        DENIED
    }

    private static final class Device {
        final String client;
        final String scope;
        final Instant expires;
        Decision decision = Decision.PENDING;

        @Nullable
        Instant polled;

        long interval;

        Device(String client, String scope, Instant expires, long interval) {
            this.client = client;
            this.scope = scope;
            this.expires = expires;
            this.interval = interval;
        }
    }

    private final Wso2Config config;
    private final Wso2Clients clients;
    private final Clock clock;
    private final Denials denials;
    private final String mount;
    private final BoundedStore<Device> byDeviceCode = new BoundedStore<>(Service.MOST_LIVE);
    private final BoundedStore<Device> byUserCode = new BoundedStore<>(Service.MOST_LIVE);

    Wso2Devices(Wso2Config config, Wso2Clients clients, Clock clock, Denials denials, String mount) {
        this.config = config;
        this.clients = clients;
        this.clock = clock;
        this.denials = denials;
        this.mount = mount;
    }

    Answer authorize(Request request) {
        Parameters form = clients.form(request);
        String client;
        if (request.headerValues("Authorization").isEmpty() && !form.has("client_secret")) {
            client = form.value("client_id")
                    .filter(id -> config.application(id).isPresent())
                    .orElseThrow(() -> Wso2Errors.invalidClient(request, "Client Authentication failed."));
        } else {
            client = clients.authenticate(request, form).key();
        }
        String deviceCode = RandomText.uuid('4');
        String userCode = RandomText.userCode(6);
        Device device = new Device(
                client,
                Wso2Scopes.asked(form.value("scope").orElse("")),
                clock.instant().plusSeconds(config.deviceCodeSeconds()),
                config.devicePollSeconds());
        byDeviceCode.put(deviceCode, device);
        byUserCode.put(userCode, device);
        String page = request.origin() + mount + PAGE;
        return Answer.json(
                        200,
                        Members.of(
                                "device_code",
                                deviceCode,
                                "user_code",
                                userCode,
                                "verification_uri",
                                page,
                                "verification_uri_complete",
                                page + "?user_code=" + userCode,
                                "interval",
                                config.devicePollSeconds(),
                                "expires_in",
                                config.deviceCodeSeconds()))
                .notStored();
    }

    /** The verification page. */
    Answer page(Request request) {
        String userCode = request.query().value("user_code").orElse("");
        Device device = byUserCode.find(userCode).orElse(null);
        if (device == null || !clock.instant().isBefore(device.expires)) {
            return Wso2Authorize.html(
                    "Connect a device", "<p>Open this page with the user code of a waiting device: ?user_code=</p>");
        }
        synchronized (device) {
            if (device.decision == Decision.PENDING) {
                device.decision = denials.next() ? Decision.DENIED : Decision.APPROVED;
            }
            return Wso2Authorize.html(
                    "Connect a device",
                    device.decision == Decision.APPROVED ? "<p>The device is connected.</p>" : "<p>Denied.</p>");
        }
    }

    Approved redeem(String deviceCode, String client) {
        Device device = byDeviceCode
                .find(deviceCode)
                .filter(found -> found.client.equals(client))
                .orElseThrow(() -> Wso2Errors.invalidGrant("Invalid device code."));
        synchronized (device) {
            Instant now = clock.instant();
            if (!now.isBefore(device.expires)) {
                throw refusal(400, "expired_token", "Device code is expired.");
            }
            // RFC 8628 section 3.5: too early a poll makes the interval five seconds longer.
            boolean early = device.polled != null && now.isBefore(device.polled.plusSeconds(device.interval));
            device.polled = now;
            if (early) {
                device.interval += 5;
                throw refusal(400, "slow_down", "Polling is too frequent.");
            }
            if (device.decision == Decision.DENIED) {
                throw refusal(400, "access_denied", "User denied the request.");
            }
            if (device.decision == Decision.PENDING) {
                throw refusal(400, "authorization_pending", "Precondition required");
            }
            if (byDeviceCode.take(deviceCode).isEmpty()) {
                throw Wso2Errors.invalidGrant("Invalid device code.");
            }
            return new Approved(device.scope);
        }
    }

    void clear() {
        byDeviceCode.clear();
        byUserCode.clear();
    }
}
