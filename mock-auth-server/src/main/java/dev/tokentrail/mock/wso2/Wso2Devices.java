package dev.tokentrail.mock.wso2;

import static dev.tokentrail.mock.wso2.Wso2Errors.refusal;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.RandomText;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The device grant of 4.x (RFC 8628). A poll is pending until the person has decided at the verification page.
 *
 * <p>The grant and its handlers are documented; bodies, texts and lifetimes are assumed.
 */
final class Wso2Devices {

    /** What a person approved. */
    record Approved(String user, String scope) {}

    /** A device that waits, and what the person said. */
    static final class Device {
        final String client;
        final String scope;
        final Instant expires;
        private final long interval;
        private long slowedBy;
        private boolean decided;
        private @Nullable Approved approved;
        private @Nullable Instant polled;

        private Device(String client, String scope, Instant expires, long interval) {
            this.client = client;
            this.scope = scope;
            this.expires = expires;
            this.interval = interval;
        }

        /** Takes the decision, unless there is one; null stands for a denial. */
        synchronized boolean decide(@Nullable Approved decision) {
            boolean first = !decided;
            if (first) {
                decided = true;
                approved = decision;
            }
            return first;
        }

        synchronized boolean decided() {
            return decided;
        }

        private synchronized Approved poll(Instant now) {
            if (!now.isBefore(expires)) {
                throw refusal(400, "expired_token", "Device code is expired.");
            }
            // RFC 8628 section 3.5: too early a poll makes the interval five seconds longer.
            boolean early = polled != null && now.isBefore(polled.plusSeconds(interval + slowedBy));
            polled = now;
            if (early) {
                slowedBy += 5;
                throw refusal(400, "slow_down", "Polling is too frequent.");
            }
            if (!decided) {
                throw refusal(400, "authorization_pending", "Precondition required");
            }
            if (approved == null) {
                throw refusal(400, "access_denied", "User denied the request.");
            }
            return approved;
        }
    }

    private final Wso2Config config;
    private final Wso2Clients clients;
    private final Clock clock;
    private final String mount;
    private final BoundedStore<Device> byDeviceCode = new BoundedStore<>(Service.MOST_LIVE);
    private final BoundedStore<Device> byUserCode = new BoundedStore<>(Service.MOST_LIVE);

    Wso2Devices(Wso2Config config, Wso2Clients clients, Clock clock, String mount) {
        this.config = config;
        this.clients = clients;
        this.clock = clock;
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
        String page = request.origin() + mount + Wso2DevicePage.PATH;
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

    Approved redeem(String deviceCode, String client) {
        Device device = byDeviceCode
                .find(deviceCode)
                .filter(found -> found.client.equals(client))
                .orElseThrow(() -> Wso2Errors.invalidGrant("Invalid device code."));
        Approved approved = device.poll(clock.instant());
        if (byDeviceCode.take(deviceCode).isEmpty()) {
            throw Wso2Errors.invalidGrant("Invalid device code.");
        }
        return approved;
    }

    /** The device that shows a user code, while it is waiting for a decision or was decided about. */
    Optional<Device> waiting(String userCode) {
        return byUserCode.find(userCode).filter(device -> clock.instant().isBefore(device.expires));
    }

    void clear() {
        byDeviceCode.clear();
        byUserCode.clear();
    }
}
