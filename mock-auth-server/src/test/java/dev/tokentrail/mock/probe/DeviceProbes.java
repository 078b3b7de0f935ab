package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.assumed;
import static dev.tokentrail.mock.probe.Cell.rfc;
import static dev.tokentrail.mock.probe.Wso2Subject.URN;

import dev.tokentrail.mock.probe.Row.Probe;
import java.util.List;

/** The device grant (RFC 8628) and token exchange (RFC 8693), which WSO2 has from 4.0 on. */
final class DeviceProbes {

    private static final String DEVICE = URN + "device_code";
    private static final String EXCHANGE = URN + "token-exchange";
    private static final String PENDING = "400 authorization_pending";

    private DeviceProbes() {}

    static Table table() {
        return new Table(
                "Device grant and token exchange",
                "From WSO2 4.0 on. A poll is good every five seconds.",
                List.of(
                        row("device code", subject -> start(subject).said(), DEVICE, rfc("200 token")),
                        row(
                                "poll before the person decided",
                                subject -> poll(subject, code(subject)),
                                DEVICE,
                                rfc(PENDING)),
                        row("poll after the person approved", DeviceProbes::approved, DEVICE, rfc("200 token")),
                        row("... and once more", DeviceProbes::approvedTwice, DEVICE, rfc("400 invalid_grant")),
                        row("poll after the person denied", DeviceProbes::denied, DEVICE, rfc("400 access_denied")),
                        row("poll again within 4 seconds", subject -> again(subject, 4), DEVICE, rfc("400 slow_down")),
                        row("poll again after 5 seconds", subject -> again(subject, 5), DEVICE, rfc(PENDING)),
                        row(
                                "... 9 seconds after `slow_down`",
                                subject -> afterSlowDown(subject, 9),
                                DEVICE,
                                rfc("400 slow_down")),
                        row(
                                "... 10 seconds after `slow_down`",
                                subject -> afterSlowDown(subject, 10),
                                DEVICE,
                                rfc(PENDING)),
                        row(
                                "device code a second before its end",
                                subject -> late(subject, 599),
                                DEVICE,
                                assumed(PENDING)),
                        row("device code at its end", subject -> late(subject, 600), DEVICE, rfc("400 expired_token")),
                        row(
                                "made-up device code",
                                subject -> poll(subject, "made-up"),
                                DEVICE,
                                rfc("400 invalid_grant")),
                        row("other client's device code", DeviceProbes::otherClient, DEVICE, rfc("400 invalid_grant")),
                        row(
                                "unknown client asks for a device code",
                                DeviceProbes::unknownClient,
                                DEVICE,
                                rfc("401 invalid_client")),
                        row(
                                "exchange: nothing wrong",
                                subject -> exchange(
                                        subject,
                                        "urn:ietf:params:oauth:token-type:jwt",
                                        subject.mock.jwtAssertion("admin")),
                                EXCHANGE,
                                rfc("200 token")),
                        row(
                                "exchange: unknown kind of subject token",
                                subject -> exchange(subject, "nonsense", subject.mock.jwtAssertion("admin")),
                                EXCHANGE,
                                rfc("400 invalid_request")),
                        row(
                                "exchange: nonsense as subject token",
                                subject -> exchange(subject, "urn:ietf:params:oauth:token-type:jwt", "nonsense"),
                                EXCHANGE,
                                assumed("400 invalid_grant"))));
    }

    private static Row row(String name, Probe probe, String grantType, Cell wso2) {
        Cell absent = Absent.noGrant("such grant", grantType);
        return Row.row(
                name, subject -> Page.brief(probe.observe(subject)), absent, absent, absent, absent, absent, wso2);
    }

    private static Call start(Subject subject) {
        return subject.as(
                subject.main(),
                subject.call("POST", "/wso2/oauth2/device_authorize", Call.Carrier.FORM, "scope", "PRODUCTION"));
    }

    private static String code(Subject subject) {
        return start(subject).send().text("device_code");
    }

    static String poll(Subject subject, String deviceCode) {
        return ((Wso2Subject) subject).grant(DEVICE, "device_code", deviceCode).said();
    }

    static String decided(Subject subject) {
        Reply device = start(subject).send();
        String page = device.text("verification_uri_complete");
        subject.call("GET", page.substring(page.indexOf("/wso2/")), Call.Carrier.QUERY)
                .send();
        return device.text("device_code");
    }

    private static String approved(Subject subject) {
        return poll(subject, decided(subject));
    }

    private static String approvedTwice(Subject subject) {
        String deviceCode = decided(subject);
        poll(subject, deviceCode);
        subject.later(5);
        return poll(subject, deviceCode);
    }

    private static String denied(Subject subject) {
        subject.mock.wso2().denyNext();
        return poll(subject, decided(subject));
    }

    private static String again(Subject subject, long seconds) {
        String deviceCode = code(subject);
        poll(subject, deviceCode);
        subject.later(seconds);
        return poll(subject, deviceCode);
    }

    private static String afterSlowDown(Subject subject, long seconds) {
        String deviceCode = code(subject);
        poll(subject, deviceCode);
        poll(subject, deviceCode);
        subject.later(seconds);
        return poll(subject, deviceCode);
    }

    private static String late(Subject subject, long seconds) {
        String deviceCode = code(subject);
        subject.later(seconds);
        return poll(subject, deviceCode);
    }

    private static String otherClient(Subject subject) {
        return subject.as(subject.other(), ((Wso2Subject) subject).grant(DEVICE, "device_code", code(subject)))
                .said();
    }

    private static String unknownClient(Subject subject) {
        return subject.anonymous(start(subject)).set("client_id", "nobody").said();
    }

    private static String exchange(Subject subject, String type, String token) {
        return ((Wso2Subject) subject)
                .grant(EXCHANGE, "subject_token_type", type, "subject_token", token)
                .said();
    }
}
