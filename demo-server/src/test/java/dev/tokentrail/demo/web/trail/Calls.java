package dev.tokentrail.demo.web.trail;

import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.Trail;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.demo.trail.SessionTrail;
import dev.tokentrail.demo.trail.TrailEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Calls that were never sent, with any answer. */
final class Calls {

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private final SessionTrail trail = new SessionTrail();

    Calls answered(WireRequest request, int status, String body, String... headers) {
        List<Header> lines = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            lines.add(new Header(headers[i], headers[i + 1]));
        }
        return over(sent -> new WireResponse(status, lines, body.getBytes(StandardCharsets.UTF_8)), request);
    }

    Calls failed(WireRequest request, String message) {
        return over(
                sent -> {
                    throw new IOException(message);
                },
                request);
    }

    private Calls over(Transport transport, WireRequest request) {
        Transport recording = Trail.of(
                transport,
                Clock.systemUTC(),
                1,
                exchange -> trail.call("goto", "authorization-code", "exchange", AT, exchange));
        try {
            recording.send(request);
        } catch (IOException expected) {
            return this;
        }
        return this;
    }

    Calls wentTo(String address) {
        trail.browser("goto", "authorization-code", "sign-in", AT, false, address);
        return this;
    }

    Calls cameBackTo(String address) {
        trail.browser("goto", "authorization-code", "sign-in", AT, true, address);
        return this;
    }

    List<TrailEntry> entries() {
        return trail.entries();
    }

    List<TrailEntry.Call> list() {
        return trail.calls();
    }

    /** The texts of the last call. */
    CallTexts texts(boolean revealed) {
        return new CallTexts(list().get(list().size() - 1), SessionSecrets.of(list()), revealed);
    }
}
