package dev.tokentrail.demo.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.InMemoryTokenStore;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.RunningDemo;
import dev.tokentrail.demo.flow.Connections;
import dev.tokentrail.mock.MockAuthServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who finds which tokens in a store that outlives the sessions. */
class SessionTokensTest {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private Instant now = START;
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final TokenStore store = new InMemoryTokenStore(clock);

    @Test
    void aTokenFollowsItsSessionToANewIdAndOverARestartAndEndsWithIt() {
        Visitors before = visitors();
        String first = before.begin(Optional.empty()).id();
        String other = before.begin(Optional.empty()).id();
        new SessionTokens(store, first)
                .save("sonetel", 0, new IssuedToken(Token.of(Secret.of("kept")), START, Duration.ZERO));
        assertThat(has(other)).isFalse();

        String second = before.rotate(first).orElseThrow();
        assertThat(has(first)).as("the id before the sign-in").isFalse();
        assertThat(has(second)).isTrue();
        assertThat(before.rotate(first)).isEmpty();

        before.leaveAll();
        assertThat(has(second)).as("while no server runs").isTrue();

        Visitors after = visitors();
        assertThat(has(after.begin(Optional.of("a-guess")).id())).isFalse();
        String third = after.begin(Optional.of(second)).id();
        assertThat(has(second)).as("an id is good once").isFalse();
        assertThat(has(third)).isTrue();

        now = START.plus(Visitors.IDLE).plusSeconds(1);
        assertThat(after.find(third)).isEmpty();
        assertThat(has(third)).as("after half an hour").isFalse();
    }

    private boolean has(String id) {
        return new SessionTokens(store, id).read("sonetel").isPresent();
    }

    private Visitors visitors() {
        Visitor.Gate gate = new Visitor.Gate() {
            @Override
            public @Nullable MockAuthServer openNamespace() {
                return null;
            }

            @Override
            public Connections connections(@Nullable MockAuthServer namespace) {
                throw new AssertionError("Nobody goes to a service here");
            }

            @Override
            public Optional<TokenStore> tokenStore() {
                return Optional.of(store);
            }
        };
        return new Visitors(gate, List.of(RunningDemo.service("sonetel")), JdkTransport.create(), clock);
    }
}
