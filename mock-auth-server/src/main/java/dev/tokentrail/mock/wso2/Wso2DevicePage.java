package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.consent.AuthorizationRequest;
import dev.tokentrail.mock.consent.Consent;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Denials;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Purpose;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.page.Html;
import dev.tokentrail.mock.page.Page;
import dev.tokentrail.mock.wso2.Wso2Config.Application;
import dev.tokentrail.mock.wso2.Wso2Devices.Approved;
import dev.tokentrail.mock.wso2.Wso2Devices.Device;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The verification page of the device grant (RFC 8628 section 3.3). With a person it asks for the user code, then for a
 * sign-in and a decision; without one, opening it with a user code approves.
 */
final class Wso2DevicePage {

    static final String PATH = "/authenticationendpoint/device.do";

    private final Wso2Config config;
    private final Wso2Devices devices;
    private final Denials denials;
    private final Consent consent;

    Wso2DevicePage(Wso2Config config, Wso2Devices devices, Denials denials, Consent consent) {
        this.config = config;
        this.devices = devices;
        this.denials = denials;
        this.consent = consent;
    }

    void serve(Endpoints endpoints) {
        endpoints.purpose(Purpose.DEVICE_VERIFICATION, PATH);
        if (consent.asksPerson()) {
            endpoints.read(
                    PATH,
                    request -> form(
                            200, userCode(request.query().value("user_code").orElse("")), null));
            endpoints.post(PATH, this::ask);
        } else {
            endpoints.get(PATH, this::decideAtOnce);
        }
    }

    private Answer decideAtOnce(Request request) {
        Device device = devices.waiting(
                        userCode(request.query().value("user_code").orElse("")))
                .orElse(null);
        return device == null
                ? result(200, "Connect a device", "Open this page with the user code of a waiting device: ?user_code=")
                : decide(request, device);
    }

    private Answer ask(Request request) {
        String code = userCode(request.form().value("user_code").orElse(""));
        Device device = devices.waiting(code).orElse(null);
        if (device == null) {
            return form(404, code, "No device is waiting with this code. Check it, or get a new one at the device");
        }
        return device.decided() ? answered() : decide(request, device);
    }

    private Answer decide(Request request, Device device) {
        if (denials.next()) {
            return denied(device);
        }
        Application application = config.application(device.client).orElseThrow();
        return consent.ask(
                request,
                new AuthorizationRequest(
                        Wso2Service.TITLE,
                        application.name(),
                        Members.texts("Consumer key", application.key(), "Sent back to", "nowhere: the device waits"),
                        Wso2Scopes.list(device.scope),
                        config.accounts(),
                        (user, granted) -> approved(device, new Approved(user.name(), String.join(" ", granted))),
                        () -> denied(device)));
    }

    private static Answer approved(Device device, Approved approved) {
        return device.decide(approved)
                ? result(
                        200, "The device is connected", "It goes on by itself within seconds. You can close this page.")
                : answered();
    }

    private static Answer denied(Device device) {
        return device.decide(null)
                ? result(200, "Denied", "The device gets no access. You can close this page.")
                : answered();
    }

    private static Answer answered() {
        return result(
                409,
                "This device was answered before",
                "What was decided stays so. To decide anew, get a new code at the device.");
    }

    private static Answer result(int status, String title, String text) {
        return page(title, Html.of("<h1>{}</h1><p>{}</p>", title, text)).answer(status);
    }

    private static Answer form(int status, String code, @Nullable String error) {
        Html main = Html.of(
                """
                {}<h1>Connect a device</h1>
                <form method="post">
                <div class="field">
                <label class="label" for="user-code">Code on the device</label>
                {}<p class="hint" id="user-code-hint">Go on only if the device in front of you shows this code.</p>
                <input class="code" id="user-code" name="user_code" value="{}" autocomplete="off" autocapitalize="characters" \
                spellcheck="false" required maxlength="20" aria-describedby="{}user-code-hint"{}>
                </div>
                <div class="buttons"><button>Continue</button></div>
                </form>
                """,
                error == null ? Html.NONE : Html.of("""
                        <div class="errors" role="alert" tabindex="-1" autofocus>
                        <h2>The device is not connected</h2>
                        <p><a href="#user-code">{}.</a></p>
                        </div>
                        """, error),
                error == null
                        ? Html.NONE
                        : Html.of(
                                "<p class=\"wrong\" id=\"user-code-error\">No device is waiting with this code.</p>\n"),
                code,
                error == null ? "" : "user-code-error ",
                Html.of(error == null ? "" : " aria-invalid=\"true\""));
        return page((error == null ? "" : "Error: ") + "Connect a device", main).answer(status);
    }

    private static Page page(String title, Html main) {
        return new Page(title, Wso2Service.TITLE, main);
    }

    /** A person may type it in lower case, and with spaces or dashes. */
    private static String userCode(String typed) {
        String code = typed.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
        return code.substring(0, Math.min(code.length(), 20));
    }
}
