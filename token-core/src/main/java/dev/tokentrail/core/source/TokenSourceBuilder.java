package dev.tokentrail.core.source;

import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Describes a {@link TokenSource}. */
public final class TokenSourceBuilder {

    private final TokenProvider provider;
    private String name;
    private Supplier<Token> grant;
    private @Nullable IssuedToken first;
    private @Nullable TokenStore store;
    private String key = "";
    private Duration leaseLength = Duration.ofSeconds(45);
    private Duration patience = TokenSource.DEFAULT_PATIENCE;
    private Duration margin = Duration.ofMinutes(1);
    private Duration assumedLifetime = Duration.ofHours(1);
    private TokenSourceListener listener = TokenSourceListener.NONE;
    private UnaryOperator<Renewal> decoration = UnaryOperator.identity();

    TokenSourceBuilder(TokenProvider provider) {
        this.provider = provider;
        this.name = provider.name();
        this.grant = provider::token;
    }

    /**
     * Names the source for messages and metrics.
     *
     * @param newName the provider's name by default; not secret
     * @return this builder
     */
    public TokenSourceBuilder name(String newName) {
        this.name = newName;
        return this;
    }

    /**
     * Sets how a token is got without a person, when there is no refresh token or the service refuses it.
     *
     * @param newGrant {@link TokenProvider#token} by default
     * @return this builder
     */
    public TokenSourceBuilder grant(Supplier<Token> newGrant) {
        this.grant = newGrant;
        return this;
    }

    /**
     * Keeps the token in a store: it is saved before anybody sees it, and of all processes that share the store one renews.
     *
     * @param newStore where the token lies; memory only by default
     * @param newKey the token's name there, one for each account of the service
     * @return this builder
     */
    public TokenSourceBuilder store(TokenStore newStore, String newKey) {
        this.store = newStore;
        this.key = newKey;
        return this;
    }

    /**
     * Sets how long a process may be busy with a renewal before another takes over, because it is taken to have died.
     *
     * @param length 45 seconds by default; more than any answer takes by the transport's limit, which is 30 seconds by default
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public TokenSourceBuilder leaseLength(Duration length) {
        this.leaseLength = positive(length, "The lease");
        return this;
    }

    /**
     * Sets the token to begin with: one that a person granted, say. Its lifetime is taken to count from now.
     *
     * @param token the token, none by default
     * @return this builder
     */
    public TokenSourceBuilder startingWith(Token token) {
        this.first = new IssuedToken(token, provider.clock().instant(), Duration.ZERO);
        return this;
    }

    /**
     * Sets how long {@link TokenSource#token()} waits at most.
     *
     * @param longest 30 seconds by default
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public TokenSourceBuilder patience(Duration longest) {
        this.patience = positive(longest, "The patience");
        return this;
    }

    /**
     * Sets how long before its end a token is renewed, at most: it is never more than a tenth of the lifetime.
     *
     * @param most one minute by default
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public TokenSourceBuilder margin(Duration most) {
        this.margin = positive(most, "The margin");
        return this;
    }

    /**
     * Sets how long a token is taken to live if neither the service nor its documentation says.
     *
     * @param lifetime one hour by default; a warning is logged once when it is used
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public TokenSourceBuilder assumedLifetime(Duration lifetime) {
        this.assumedLifetime = positive(lifetime, "The assumed lifetime");
        return this;
    }

    /**
     * Sets who is told what the source does.
     *
     * @param observer nobody by default
     * @return this builder
     */
    public TokenSourceBuilder listener(TokenSourceListener observer) {
        this.listener = observer;
        return this;
    }

    /**
     * Puts something around the requests to the service: repetition, a trace. The last one named is the outermost; the store is
     * outside of all of them.
     *
     * @param decorator makes a renewal from the one inside
     * @return this builder
     */
    public TokenSourceBuilder renewing(UnaryOperator<Renewal> decorator) {
        UnaryOperator<Renewal> inside = decoration;
        this.decoration = renewal -> decorator.apply(inside.apply(renewal));
        return this;
    }

    /**
     * Makes the source. No request is sent before the first call.
     *
     * @return the source
     */
    public TokenSource build() {
        TimeSource time = TimeSource.of(provider.clock());
        Announcer announcer = new Announcer(name, listener);
        Renewal renewal = decoration.apply(new ProviderRenewal(provider, grant, time, announcer));
        if (store == null) {
            return new KeptTokenSource(this, renewal, null, time, announcer);
        }
        SharedToken shared = new SharedToken(store, key, first, lifetimes(), time, announcer);
        Renewal stored = new StoredRenewal(provider, shared, leaseLength, time, announcer, renewal);
        return new KeptTokenSource(this, stored, shared, time, announcer);
    }

    String name() {
        return name;
    }

    Clock clock() {
        return provider.clock();
    }

    @Nullable
    IssuedToken first() {
        return first;
    }

    Lifetimes lifetimes() {
        return new Lifetimes(margin, assumedLifetime);
    }

    Duration patience() {
        return patience;
    }

    private static Duration positive(Duration duration, String what) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(what + " must be longer than nothing, not " + duration);
        }
        return duration;
    }
}
