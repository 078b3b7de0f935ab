package dev.tokentrail.demo.flow.wso2;

import dev.tokentrail.core.token.DeviceAuthorization;
import dev.tokentrail.core.token.DeviceFlow;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.CallStep;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.demo.flow.step.Told;
import dev.tokentrail.demo.flow.step.Words;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The steps of the device flow, for something with a screen and no keyboard. */
final class DeviceSteps {

    private static final String NOTE = "device";

    /** What slow_down adds to the wait (RFC 8628 section 3.5). */
    private static final Duration SLOW_DOWN = Duration.ofSeconds(5);

    /** Stands for the wait between two questions while a click asks one. */
    private static final Duration MOMENT = Duration.ofMillis(1);

    private DeviceSteps() {}

    /** Ends the wait of the library after one question: here a person asks again. */
    private static final class NotYet extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Duration wait;

        NotYet(Duration wait) {
            super("Nobody has decided yet", null, false, false);
            this.wait = wait;
        }
    }

    static Optional<DeviceAuthorization> waiting(Walk walk) {
        return walk.noted(NOTE, DeviceAuthorization.class);
    }

    static Optional<String> missing(Walk walk) {
        return waiting(walk).isPresent() ? Optional.empty() : Optional.of("Get a user code first.");
    }

    static Step start() {
        return CallStep.describe(
                        "start",
                        "Get a code to show",
                        "A television or a command line has no browser to send anybody to (RFC 8628). It asks for two codes:"
                                + " the device code, which it keeps to itself, and the user code, short enough to be typed"
                                + " in by a person at another machine. Version 4.x has it.")
                .waitingFor(Wso2Connection::missingAtGateway)
                .with(walk -> List.of(Wso2Connection.scope("openid")))
                .sending(
                        (walk, values) ->
                                Wso2Connection.of(walk).requests().deviceAuthorization(Words.of(values, "scope")),
                        (walk, values) -> Wso2Connection.inJava(walk)
                                + "DeviceFlow flow = wso2.deviceFlow();\n\nDeviceAuthorization device = flow.start(List.of("
                                + JavaText.quoted(Words.of(values, "scope")) + "));\n"
                                + "System.out.println(\"Open \" + device.verificationUri() + \" and type in \" +"
                                + " device.userCode());",
                        (walk, values) -> {
                            DeviceAuthorization device =
                                    Wso2Connection.of(walk).deviceFlow().start(Words.of(values, "scope"));
                            walk.note(NOTE, device);
                            return "The device would now show: open " + Told.cut(device.verificationUri())
                                    + " and type in " + Told.cut(device.userCode()) + ".";
                        });
    }

    static Step ask() {
        return CallStep.describe(
                        "ask",
                        "Ask whether the person has decided",
                        "The device knows nothing of the person's browser, so it asks every few seconds. The answer is an"
                                + " error with a good meaning: authorization_pending, not yet; slow_down, you ask too often;"
                                + " then a token, or access_denied. The library waits and asks by itself, as the Java code"
                                + " shows; here each click asks once.")
                .waitingFor(DeviceSteps::missing)
                .sending(
                        (walk, values) -> Wso2Connection.of(walk)
                                .requests()
                                .deviceToken(device(walk).deviceCode()),
                        (walk, values) -> Wso2Connection.inJava(walk)
                                + "DeviceFlow flow = wso2.deviceFlow();\n\n"
                                + "// device: what start gave\nToken token = flow.await(device);",
                        DeviceSteps::asked);
    }

    private static DeviceAuthorization device(Walk walk) {
        return waiting(walk).orElseThrow();
    }

    private static String asked(Walk walk, Values values) {
        DeviceAuthorization device = device(walk);
        try {
            Token token = Wso2Connection.of(walk).deviceFlow(oneQuestion()).await(waitingFor(device, MOMENT));
            walk.note(NOTE, "done");
            return "The person agreed. " + Wso2Connection.keep(walk, token);
        } catch (NotYet notYet) {
            return told(walk, device, notYet.wait);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The demo is being stopped.", stopped);
        }
    }

    /** Reads from the wait that the library would have made next what the service had said. */
    private static String told(Walk walk, DeviceAuthorization device, Duration wait) {
        Duration next = device.interval();
        String said = "Nobody has decided yet: the service said authorization_pending.";
        if (wait.equals(MOMENT.plus(SLOW_DOWN))) {
            next = next.plus(SLOW_DOWN);
            walk.note(NOTE, waitingFor(device, next));
            said = "Asked too soon: the service said slow_down.";
        } else if (!wait.equals(MOMENT)) {
            next = wait.compareTo(next) > 0 ? wait : next.multipliedBy(2);
            said = "The service had trouble, which passes: the trail shows the call.";
        }
        return said + " The library would ask again in " + next.toSeconds() + " seconds.";
    }

    private static DeviceAuthorization waitingFor(DeviceAuthorization device, Duration interval) {
        return new DeviceAuthorization(
                device.deviceCode(),
                device.userCode(),
                device.verificationUri(),
                device.verificationUriComplete(),
                device.expiresAt(),
                interval);
    }

    /** Lets the first wait pass at once and ends at the second. */
    private static DeviceFlow.Wait oneQuestion() {
        AtomicBoolean asked = new AtomicBoolean();
        return time -> {
            if (asked.getAndSet(true)) {
                throw new NotYet(time);
            }
        };
    }
}
