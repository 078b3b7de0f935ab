package dev.tokentrail.mock;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.wso2.Wso2Service;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What tests and curl may do to the emulator, from this machine only. */
final class Control {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9A-Fa-f:.]+]|([a-z0-9-]+\\.)*localhost");

    private final Emulator emulator;
    private final Endpoints endpoints;

    Control(Emulator emulator) {
        this.emulator = emulator;
        this.endpoints = new JournalControl(
                        emulator.journal(), emulator.namespaces().waiting())
                .addTo(new Endpoints(ErrorShape.OAUTH))
                .read("/", request -> new StartPage(emulator.services(), paths()).answer(request))
                .read(StartPage.CALLBACK, request -> StartPage.callback(request))
                .read("/_mock/health", this::health)
                .post("/_mock/clock", this::moveClock)
                .post("/_mock/reset", this::reset)
                .post("/_mock/assertions", this::assertion);
        new FaultControl(emulator).serve(endpoints);
        new NamespaceControl(emulator).serve(endpoints);
    }

    private List<String> paths() {
        return endpoints.listing().stream().filter(line -> !line.endsWith(" /")).toList();
    }

    Answer answer(Request request) {
        return fromHere(request)
                ? endpoints.answer(request, request.path())
                : ErrorShape.OAUTH.answer(
                        403, "forbidden", "This page answers to callers on the same machine, by an address of it");
    }

    // A page from elsewhere that a browser on this machine shows must not reach the control either: its Origin is
    // refused, and so is a name that somebody else's DNS made point here.
    private static boolean fromHere(Request request) {
        try {
            boolean loopback = InetAddress.getByName(request.remoteAddress()).isLoopbackAddress();
            String host = URI.create(request.origin()).getHost();
            return loopback
                    && host != null
                    && ADDRESS.matcher(host).matches()
                    && request.headerValues("Origin").stream().allMatch(request.serverOrigin()::equals);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Answer health(Request request) {
        return Answer.json(
                200, Members.of("status", "up", "services", emulator.services().names(), "clock", clock()));
    }

    private Answer moveClock(Request request) {
        return withBody(request, body -> {
            Optional<String> set = body.optionalText("set");
            Optional<String> advance = body.optionalText("advance");
            boolean reset = body.flag("reset", false);
            boolean frozen = body.flag(
                    "frozen", set.isPresent() || (!reset && emulator.clock().frozen()));
            body.end();
            try {
                emulator.clock()
                        .move(
                                reset,
                                set.map(Instant::parse).orElse(null),
                                advance.map(Duration::parse).orElse(Duration.ZERO),
                                frozen);
            } catch (DateTimeException | ArithmeticException e) {
                throw new IllegalArgumentException(
                        "set is an instant such as \"2030-01-31T00:00:00Z\", advance a duration such as \"PT1H\"");
            }
            return Answer.json(200, clock());
        });
    }

    private Answer reset(Request request) {
        emulator.reset();
        return Answer.of(204);
    }

    private Answer assertion(Request request) {
        return withBody(request, body -> {
            String format = body.text("format", "jwt");
            String subject = body.text("subject", "admin");
            body.end();
            Wso2Service wso2 = (Wso2Service) emulator.service("wso2");
            return Answer.json(
                    200,
                    Map.of(
                            "assertion",
                            switch (format) {
                                case "jwt" -> wso2.jwtAssertion(request.origin(), subject);
                                case "saml2" -> wso2.saml2Assertion(request.origin(), subject);
                                default -> throw body.wrong("format", "\"jwt\" or \"saml2\"");
                            }));
        });
    }

    private Map<String, Object> clock() {
        return Members.of(
                "now",
                emulator.clock().instant().toString(),
                "frozen",
                emulator.clock().frozen());
    }

    static Answer withBody(Request request, java.util.function.Function<Section, Answer> action) {
        try {
            return action.apply(request.bodySize() == 0 ? Section.empty() : Section.parse(request.body()));
        } catch (IllegalArgumentException | IllegalStateException | UnsupportedOperationException e) {
            throw new Refusal(ErrorShape.OAUTH.answer(400, "invalid_request", String.valueOf(e.getMessage())));
        }
    }
}
