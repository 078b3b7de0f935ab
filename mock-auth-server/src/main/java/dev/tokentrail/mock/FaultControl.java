package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.Request;
import java.util.Map;

/** Faults over HTTP. */
final class FaultControl {

    private final Emulator emulator;

    FaultControl(Emulator emulator) {
        this.emulator = emulator;
    }

    void serve(Endpoints endpoints) {
        endpoints
                .read("/_mock/faults", this::planned)
                .post("/_mock/faults", this::plan)
                .on("/_mock/faults", "DELETE", this::takeBack);
    }

    private Answer planned(Request request) {
        return Answer.json(200, emulator.faults().state()).with("Cache-Control", "no-store");
    }

    private Answer plan(Request request) {
        return Control.withBody(request, body -> {
            emulator.plan(body);
            return Answer.json(200, Map.of("waiting", emulator.faults().waiting()));
        });
    }

    private Answer takeBack(Request request) {
        emulator.faults().clear();
        return Answer.of(204);
    }
}
