package dev.tokentrail.conformance.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.source.TokenSourceBuilder;
import dev.tokentrail.core.source.TokenSourceListener;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.mock.Fault;
import dev.tokentrail.retry.TokenRetry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One source, the program that uses it, and what became of both. */
final class Soaked implements TokenSourceListener {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int LONGEST_WAIT = 12;

    private final Subject subject;
    private final HttpClient api;
    private final List<Supplier<Fault>> faults;
    private final List<Supplier<Fault>> deck = new ArrayList<>();
    private final TokenSource source;
    private final AtomicInteger got = new AtomicInteger();
    private final AtomicInteger stale = new AtomicInteger();
    private final Map<String, Integer> failedRequests = new ConcurrentSkipListMap<>();
    private final Map<String, Integer> errors = new TreeMap<>();
    private final List<String> unexplained = new ArrayList<>();
    private volatile boolean answerLost;
    private long plannedAfter = -1;
    private boolean planned;
    private int waited;
    private long signedInAt = -1;
    private int signIns;
    private int denials;
    private int apiCalls;
    private int refusals;

    Soaked(Subject subject, HttpClient api, List<Supplier<Fault>> faults) throws Exception {
        this.subject = subject;
        this.api = api;
        this.faults = faults;
        TokenRetry retry =
                TokenRetry.byGrant().withAttempts(2).withPauses(Duration.ofMillis(10), Duration.ofMillis(20));
        TokenSourceBuilder builder = TokenSource.builder(subject.provider())
                .grant(subject.grant())
                .renewing(retry)
                .listener(this);
        if (subject.signIn() != null) {
            subject.service().plan(Fault.denied());
            builder.startingWith(signedIn(subject.signIn()));
        }
        this.source = builder.build();
    }

    /** Whether the planned fault finds nothing to change at this service, and keeps those behind it from happening. */
    boolean isStuck() {
        return planned && waited > LONGEST_WAIT;
    }

    /** All planned faults were taken back. */
    void forget() {
        planned = false;
    }

    /** Plans the next fault once the one before has happened. */
    void trouble(Random random) {
        boolean happened = subject.service().requests().stream()
                .anyMatch(request ->
                        request.sequence() > plannedAfter && request.fault().isPresent());
        if (happened || !planned) {
            plannedAfter = lastRequest();
            waited = 0;
            plan(random);
            planned = true;
        }
        waited++;
    }

    private void plan(Random random) {
        while (true) {
            if (deck.isEmpty()) {
                deck.addAll(faults);
                Collections.shuffle(deck, random);
            }
            try {
                subject.service().plan(deck.remove(deck.size() - 1).get().path(subject.tokenPath()));
                return;
            } catch (IllegalArgumentException impossible) {
                continue; // X Booker's tokens have no signature to spoil, for example
            }
        }
    }

    private long lastRequest() {
        return subject.service().requests().stream()
                .mapToLong(request -> request.sequence())
                .max()
                .orElse(-1);
    }

    int failedRequests() {
        return failedRequests.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What the sources lost although nothing on the wire explains it. */
    List<String> unexplained() {
        return unexplained;
    }

    /** Calls the API as any program does: with the token, and once more with another if that one is refused. */
    void use() throws Exception {
        source.tokenAsync().exceptionally(failure -> null);
        Token token = token();
        if (token == null || accepted(token)) {
            return;
        }
        refusals++;
        if (source.invalidate(token)) {
            Token another = token();
            if (another != null) {
                assertThat(another.accessToken()).isNotEqualTo(token.accessToken());
                accepted(another);
            }
        }
    }

    /** All is well again: one call gives a token that the API accepts, or the second if the first was believed too long. */
    void recover() throws Exception {
        Token token = token();
        assertThat(token).as("token of %s in the end", this).isNotNull();
        if (!accepted(token)) {
            assertThat(source.invalidate(token)).isTrue();
            Token another = token();
            assertThat(another).as("second token of %s in the end", this).isNotNull();
            assertThat(accepted(another)).as("last token of %s", this).isTrue();
        }
    }

    void close() {
        source.close();
    }

    private @Nullable Token token() throws Exception {
        try {
            return source.token(PATIENCE);
        } catch (UserNeededException needed) {
            count(errors, needed);
            if (!isExplained()) {
                unexplained.add(subject.service().name() + ": " + needed.getMessage());
            }
            Subject.SignIn signIn = subject.signIn();
            if (signIn == null) {
                return null;
            }
            Token granted = signedIn(signIn);
            source.adopt(granted);
            return source.token(PATIENCE);
        } catch (TokenException failure) {
            count(errors, failure);
            return null;
        }
    }

    /** Whether a refresh token can be lost by nobody's fault: an answer with a new one did not come, or came without it. */
    private boolean isExplained() {
        boolean omitted = subject.service().requests().stream()
                .anyMatch(request -> request.sequence() > signedInAt
                        && request.fault()
                                .filter("without-refresh-token"::equals)
                                .isPresent());
        return subject.provider().refreshRotation() == RefreshRotation.STRICT && (answerLost || omitted);
    }

    private Token signedIn(Subject.SignIn signIn) throws Exception {
        for (int attempt = 0; ; attempt++) {
            try {
                Token token = signIn.byPerson();
                signIns++;
                answerLost = token.refreshToken() == null; // what was never had cannot be kept
                signedInAt = lastRequest();
                return token;
            } catch (TokenException denied) {
                denials++;
                if (attempt == 20) {
                    throw denied;
                }
            }
        }
    }

    private boolean accepted(Token token) throws IOException, InterruptedException {
        apiCalls++;
        int status = api.send(subject.call(token), BodyHandlers.discarding()).statusCode();
        assertThat(status).as("API of %s", subject.service().name()).isIn(200, 201, 401, 403);
        return status < 400;
    }

    @Override
    public void acquired(String name, Duration took) {
        got.incrementAndGet();
    }

    @Override
    public void refreshed(String name, Duration took) {
        got.incrementAndGet();
    }

    @Override
    public void servedStale(String name) {
        stale.incrementAndGet();
    }

    @Override
    public void retried(String name, int attempt, TokenException failure, Duration pause) {
        note(failure);
    }

    @Override
    public void failed(String name, TokenException failure) {
        note(failure);
    }

    private void note(TokenException failure) {
        count(failedRequests, failure);
        if (failure instanceof ProviderUnavailableException && failure.mayHaveReachedProvider()) {
            answerLost = true;
        }
    }

    private static void count(Map<String, Integer> counts, TokenException failure) {
        String type = failure.getClass().getSimpleName().replace("Exception", "");
        String status = failure.status().isPresent() ? " " + failure.status().getAsInt() : "";
        counts.merge(type + status, 1, Integer::sum);
    }

    @Override
    public String toString() {
        return subject.service().name() + ": " + got + " tokens got, " + apiCalls + " API calls (" + refusals
                + " refused), " + stale + " served stale, " + signIns + " sign-ins (" + denials
                + " denied), requests failed "
                + failedRequests + ", callers told " + errors + ", unexplained losses " + unexplained.size();
    }
}
