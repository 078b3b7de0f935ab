package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.TokenException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

/** A service that gives the same answer whatever it is asked, and a clock that stands still. */
final class Replies implements Transport {

    static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final WireResponse response;
    private final Set<Secret> received = new HashSet<>();

    Replies(WireResponse response) {
        this.response = response;
    }

    /** The first line of the input is the status. */
    static Replies of(byte[] bytes) {
        Input input = Input.of(bytes);
        int status = 200;
        if (input.start().matches("[1-5][0-9][0-9].*")) {
            status = Integer.parseInt(input.start().substring(0, 3));
        }
        return new Replies(new WireResponse(status, input.headers(), input.body()));
    }

    WireResponse response() {
        return response;
    }

    @Override
    public WireResponse send(WireRequest request) {
        received.addAll(request.secrets());
        return response;
    }

    /** Looks through all that an exception says for what was secret in the requests since the last time. */
    void notShownBy(TokenException failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        String all = String.join(
                "\n",
                trace.toString(),
                failure.code().orElse(""),
                failure.vendorCode().orElse(""),
                failure.providerMessage().orElse(""),
                failure.redactedBody().orElse(""),
                failure.redactedCurl().orElse(""),
                failure.advice());
        for (Secret secret : received) {
            assertThat(all).doesNotContain(secret.reveal());
        }
        received.clear();
    }
}
