package dev.tokentrail.demo.flow.wso2;

import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.token.DeviceAuthorization;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.Plan;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import java.util.Optional;

/** Opens the page at which the person types in the code of the device. */
final class VerificationStep implements Step {

    @Override
    public String id() {
        return "approve";
    }

    @Override
    public String title() {
        return "Approve it as the person";
    }

    @Override
    public String explanation() {
        return "Now be the person at the other machine: WSO2's page lets you check that the code is the one on the"
                + " device, sign in and decide. Nothing leads from there back to the device. So open the address below in"
                + " a second tab, or run this step and come back to this page afterwards; the next step asks what you"
                + " decided.";
    }

    @Override
    public Optional<String> waitsFor(Walk walk) {
        return DeviceSteps.missing(walk);
    }

    @Override
    public Plan plan(Walk walk, Values values) {
        return Plan.browsing(
                address(walk),
                "// device: what start gave\n"
                        + "String address = device.verificationUri(); // for the person, with device.userCode()");
    }

    @Override
    public Outcome run(Walk walk, Values values) {
        return Outcome.sendBrowserTo(address(walk));
    }

    /** The service's answer says where its page is; a browser is sent there only if that is at the configured place. */
    private static String address(Walk walk) {
        DeviceAuthorization device =
                DeviceSteps.waiting(walk).orElseThrow(() -> new IllegalArgumentException("Get a user code first."));
        String complete = device.verificationUriComplete();
        String address = complete == null ? device.verificationUri() : complete;
        String configured = walk.connections().wso2().address();
        if (!WireRequest.get(address)
                .build()
                .origin()
                .equals(WireRequest.get(configured).build().origin())) {
            throw new IllegalArgumentException(
                    "WSO2 names a page at another place than the one that is configured. If you"
                            + " trust it, open it yourself: " + address);
        }
        return address;
    }
}
