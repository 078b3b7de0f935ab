package dev.tokentrail.conformance.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.Exchange;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Trail;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.TokenException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Calls that are made against the emulator, by the name under which a README shows them. */
final class Recording {

    /** The emulator's passwords that a request has elsewhere too. */
    private static final Set<String> WORDS = Set.of("password", "admin");

    private final Trail trail = Trail.of(JdkTransport.create());
    private final Map<String, Transcript> transcripts = new LinkedHashMap<>();
    private final Map<String, String> addresses;
    private final Set<String> changing;

    /**
     * Takes what the transcripts say in place of the emulator's addresses.
     *
     * @param addresses the emulator's addresses and those of the service, the longer before the shorter
     * @param changing members of answers that hold another value in each run, beside those that do at every service
     */
    Recording(Map<String, String> addresses, String... changing) {
        this.addresses = addresses;
        this.changing = Set.of(changing);
    }

    Transport transport() {
        return trail;
    }

    /** The calls so far, none of which shows what was secret in the request of any. */
    Map<String, Transcript> transcripts() {
        List<String> secrets = trail.exchanges().stream()
                .flatMap(exchange -> exchange.request().secrets().stream())
                .map(Secret::reveal)
                .filter(secret -> !WORDS.contains(secret))
                .toList();
        transcripts.forEach((name, transcript) -> assertThat(secrets)
                .as("secrets that the call %s shows", name)
                .isNotEmpty()
                .noneMatch(transcript.markdown()::contains));
        return transcripts;
    }

    <T> T call(String name, Callable<T> call) throws Exception {
        int before = trail.exchanges().size();
        T result = call.call();
        List<Exchange> made =
                trail.exchanges().subList(before, trail.exchanges().size());
        assertThat(made).as("the call " + name).hasSize(1);
        transcripts.put(name, Transcript.of(made.get(0), addresses, changing));
        return result;
    }

    void refused(String name, ThrowingCallable call) throws Exception {
        TokenException refused = call(name, () -> catchThrowableOfType(TokenException.class, call));
        assertThat(refused).as("the call " + name + " must be refused").isNotNull();
    }

    /** Shows the calls of another recording too. */
    void take(Recording other) {
        transcripts.putAll(other.transcripts());
    }
}
