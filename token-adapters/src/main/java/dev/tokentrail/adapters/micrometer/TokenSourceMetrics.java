package dev.tokentrail.adapters.micrometer;

import dev.tokentrail.core.source.TokenSourceListener;
import dev.tokentrail.core.source.TokenStoreException;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UserNeededException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts in a Micrometer registry what token sources do:
 * {@code TokenSource.builder(provider).listener(TokenSourceMetrics.in(registry)).build()}.
 *
 * <p>All meters have the tag {@code source}, the source's name; nothing else of a source is shown, above all no name of a token in
 * a store. After 100 names further sources are counted together as {@code other}, because a registry never forgets.
 *
 * <ul>
 *   <li>{@code tokentrail.renewals}: timer of what the service needed, tag {@code kind}: {@code acquired} or {@code refreshed}
 *   <li>{@code tokentrail.failures}: renewals that failed for good, tag {@code error}: {@code refused}, {@code unavailable},
 *       {@code user-needed} or {@code callback-rejected}
 *   <li>{@code tokentrail.retries}: requests that failed and were repeated, tag {@code error}
 *   <li>{@code tokentrail.served.stale}: callers that got a token while it was being renewed
 *   <li>{@code tokentrail.rejections}: tokens that a resource server refused
 *   <li>{@code tokentrail.store.saved}, {@code tokentrail.store.taken}, {@code tokentrail.store.unreachable}: what was done with
 *       the store
 * </ul>
 *
 * <p>A meter appears with its first event. Safe for use by many threads and many sources.
 */
@SuppressWarnings("exports") // see module-info
public final class TokenSourceMetrics implements TokenSourceListener {

    private static final int MOST_SOURCES = 100;
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Map<String, Boolean> sources = new ConcurrentHashMap<>();

    private TokenSourceMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Makes the listener.
     *
     * @param registry where to count
     * @return a listener for any number of sources
     */
    public static TokenSourceMetrics in(MeterRegistry registry) {
        return new TokenSourceMetrics(registry);
    }

    @Override
    public void acquired(String source, Duration took) {
        renewed(source, "acquired", took);
    }

    @Override
    public void refreshed(String source, Duration took) {
        renewed(source, "refreshed", took);
    }

    private void renewed(String source, String kind, Duration took) {
        registry.timer("tokentrail.renewals", "source", bounded(source), "kind", kind)
                .record(took);
    }

    @Override
    public void servedStale(String source) {
        count("tokentrail.served.stale", source);
    }

    @Override
    public void retried(String source, int attempt, TokenException failure, Duration pause) {
        registry.counter("tokentrail.retries", "source", bounded(source), "error", kind(failure))
                .increment();
    }

    @Override
    public void failed(String source, TokenException failure) {
        registry.counter("tokentrail.failures", "source", bounded(source), "error", kind(failure))
                .increment();
    }

    @Override
    public void rejected(String source) {
        count("tokentrail.rejections", source);
    }

    @Override
    public void saved(String source) {
        count("tokentrail.store.saved", source);
    }

    @Override
    public void taken(String source) {
        count("tokentrail.store.taken", source);
    }

    @Override
    public void storeUnreachable(String source, TokenStoreException failure) {
        count("tokentrail.store.unreachable", source);
    }

    private void count(String name, String source) {
        registry.counter(name, "source", bounded(source)).increment();
    }

    private String bounded(String source) {
        if (sources.containsKey(source)) {
            return source;
        }
        synchronized (sources) {
            if (sources.size() >= MOST_SOURCES && !sources.containsKey(source)) {
                return OTHER;
            }
            sources.put(source, true);
            return source;
        }
    }

    private static String kind(TokenException failure) {
        if (failure instanceof ProviderRefusedException) {
            return "refused";
        } else if (failure instanceof ProviderUnavailableException) {
            return "unavailable";
        } else if (failure instanceof UserNeededException) {
            return "user-needed";
        }
        return "callback-rejected";
    }
}
