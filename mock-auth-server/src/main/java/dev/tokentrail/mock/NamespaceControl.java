package dev.tokentrail.mock;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Request;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;

/** Namespaces over HTTP: opened, listed and closed below the emulator that is asked. */
final class NamespaceControl {

    static final String PATH = "/_mock/namespaces";

    private static final Duration SHORTEST_IDLE = Duration.ofSeconds(1);
    private static final Duration LONGEST_IDLE = Duration.ofDays(1);

    private final Emulator emulator;

    NamespaceControl(Emulator emulator) {
        this.emulator = emulator;
    }

    void serve(Endpoints endpoints) {
        endpoints.read(PATH, this::list).post(PATH, this::open).under(PATH, this::one);
    }

    private Answer list(Request request) {
        return Answer.json(
                        200,
                        Map.of(
                                "namespaces",
                                emulator.namespaces().below(emulator).stream()
                                        .map(namespace -> members(namespace, request))
                                        .toList()))
                .with("Cache-Control", "no-store");
    }

    private Answer open(Request request) {
        return Control.withBody(request, body -> {
            String name = body.optionalText("name").orElse(null);
            Duration idle = idle(body);
            Section own = body.section("configuration");
            body.end();
            Configuration configuration =
                    body.names().contains("configuration") ? Configuration.read(own, false) : emulator.configuration();
            try {
                Namespace opened = emulator.namespaces().open(emulator, name, configuration, idle);
                return Answer.json(201, members(opened, request))
                        .with("Location", request.origin() + PATH + "/" + opened.name())
                        .with("Cache-Control", "no-store");
            } catch (IllegalStateException e) {
                return ErrorShape.OAUTH.answer(409, "conflict", String.valueOf(e.getMessage()));
            }
        });
    }

    private static Duration idle(Section body) {
        try {
            Duration idle = Duration.parse(body.text("idle", "PT1H"));
            if (idle.compareTo(SHORTEST_IDLE) >= 0 && idle.compareTo(LONGEST_IDLE) <= 0) {
                return idle;
            }
        } catch (DateTimeException e) {
            throw body.wrong("idle", "a duration from PT1S to P1D");
        }
        throw body.wrong("idle", "a duration from PT1S to P1D");
    }

    private Answer one(Request request) {
        String name = request.path()
                .substring(Math.min(PATH.length() + 1, request.path().length()));
        Namespace namespace = emulator.namespaces().below(emulator).stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElse(null);
        if (namespace == null) {
            return ErrorShape.OAUTH.answer(
                    404, "unknown_namespace", "No namespace has this name; GET " + PATH + " lists them");
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> Answer.json(200, members(namespace, request)).with("Cache-Control", "no-store");
            case "DELETE" -> {
                emulator.namespaces().close(namespace.emulator());
                yield Answer.of(204);
            }
            case "OPTIONS" -> Answer.of(204).with("Allow", "DELETE, GET, HEAD, OPTIONS");
            default ->
                ErrorShape.OAUTH
                        .answer(405, "method_not_allowed", "This path answers DELETE, GET, HEAD, OPTIONS")
                        .with("Allow", "DELETE, GET, HEAD, OPTIONS");
        };
    }

    private static Map<String, Object> members(Namespace namespace, Request request) {
        return Members.of(
                "name",
                namespace.name(),
                "url",
                request.serverOrigin() + namespace.emulator().prefix(),
                "idle",
                namespace.idle().map(Duration::toString).orElse(null));
    }
}
