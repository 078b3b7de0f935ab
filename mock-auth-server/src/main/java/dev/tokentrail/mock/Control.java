package dev.tokentrail.mock;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.wso2.Wso2Service;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tests and curl may do to the emulator, if {@link Gate} lets them. */
final class Control {

    private final Emulator emulator;
    private final Endpoints endpoints;
    private final Health health;

    Control(Emulator emulator) {
        this.emulator = emulator;
        this.health = new Health(() -> emulator.services().all());
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
        Answer refusal = emulator.namespaces().gate().refusal(request);
        return refusal != null ? refusal : endpoints.answer(request, request.path());
    }

    private Answer health(Request request) {
        return health.answer(
                () -> Members.of("status", "up", "services", emulator.services().names(), "clock", clock()));
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
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Refusal(ErrorShape.OAUTH.answer(400, "invalid_request", String.valueOf(e.getMessage())));
        }
    }
}
