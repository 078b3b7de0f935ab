package dev.tokentrail.mock.token;

import dev.tokentrail.mock.http.RefreshUse;
import dev.tokentrail.mock.http.Service;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The refresh tokens of a service at which each is replaced when it is used. Those that were used are remembered apart, so
 * that they take no place from those that live.
 *
 * @param <G> the grant that a refresh token stands for
 */
public final class RotatingRefreshTokens<G> {

    /**
     * A refresh token that was issued.
     *
     * @param grant what it stands for
     * @param expires its end, if it is not used before
     * @param used whether it was
     * @param ended whether its family has ended although it was not used
     */
    public record Held<G>(G grant, Instant expires, boolean used, boolean ended) {}

    private record Used<G>(Held<G> held, Instant first) {}

    private final RefreshTokenReuse reuse;
    private final Clock clock;
    private final Function<G, TokenFamily> family;
    private final BoundedStore<Held<G>> unused = new BoundedStore<>(Service.MOST_LIVE);
    private final BoundedStore<Used<G>> used = new BoundedStore<>(Service.MOST_LIVE);

    /**
     * Holds none yet.
     *
     * @param reuse what happens when one comes again
     * @param clock the one clock
     * @param family what ends together with a grant
     */
    public RotatingRefreshTokens(RefreshTokenReuse reuse, Clock clock, Function<G, TokenFamily> family) {
        this.reuse = reuse;
        this.clock = clock;
        this.family = family;
    }

    public void put(String token, G grant, Instant expires) {
        unused.put(token, new Held<>(grant, expires, false, false));
    }

    /** Looks a refresh token up without using it. */
    public synchronized Optional<Held<G>> find(String token) {
        return unused.find(token)
                .map(held -> new Held<>(
                        held.grant(),
                        held.expires(),
                        false,
                        family.apply(held.grant()).ended()))
                .or(() -> used.find(token).map(Used::held));
    }

    /** Uses a refresh token up: one of any number of callers is the first. Empty if it was forgotten meanwhile. */
    public synchronized Optional<RefreshUse> use(String token) {
        Optional<Held<G>> taken = unused.take(token);
        if (taken.isEmpty()) {
            return again(token);
        }
        Instant now = clock.instant();
        Held<G> held = taken.get();
        used.put(token, new Used<>(new Held<>(held.grant(), held.expires(), true, false), now));
        return Optional.of(reuse.first(now));
    }

    /** Judges a refresh token that was used before; empty if it was not. */
    public synchronized Optional<RefreshUse> again(String token) {
        return used.find(token)
                .map(found -> reuse.again(
                        found.first(),
                        clock.instant(),
                        family.apply(found.held().grant())));
    }

    public synchronized void clear() {
        unused.clear();
        used.clear();
    }
}
