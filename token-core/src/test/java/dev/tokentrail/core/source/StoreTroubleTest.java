package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UserNeededException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a source does with a store that is never quiet, breaks off, or was changed by another process at the wrong moment. */
@Timeout(60)
class StoreTroubleTest extends StoredNodes {

    private final AtomicInteger saves = new AtomicInteger();

    @Test
    void aTokenThatIsNotSavedYetIsTriedAboutEverySecond() {
        TokenSource node = signedInNode();
        clock.move(Duration.ofHours(2));
        store.savesDown = true;
        store.beforeSave = saves::incrementAndGet;
        Token unsaved = node.token();
        saves.set(0);
        for (int tenth = 0; tenth < 300; tenth++) {
            clock.move(Duration.ofMillis(100));
            assertThat(node.token()).isEqualTo(unsaved);
            awaitQuiet(node);
        }
        assertThat(saves.get()).as("in half a minute").isBetween(25, 65);
        store.savesDown = false;
        clock.move(Duration.ofSeconds(1));
        node.token();
        awaitQuiet(node);
        assertThat(inStore()).isEqualTo(unsaved);
        assertThat(service.refreshes).isEqualTo(1);
    }

    @Test
    void anAdoptedTokenIsPutAsideByAStoreThatIsNeverQuiet() {
        TokenSource node = node();
        store.outrun = true;
        store.beforeSave = saves::incrementAndGet;
        Token adopted = service.signIn();
        node.adopt(adopted);
        assertThat(saves).hasValue(10);
        store.outrun = false;
        assertThat(node.token()).isEqualTo(adopted);
        awaitQuiet(node);
        assertThat(inStore()).isEqualTo(adopted);
        assertThat(service.refreshes).isZero();
    }

    @Test
    void anAdoptedTokenIsSavedWhenTheStoreIsBack() {
        TokenSource node = signedInNode();
        store.down = true;
        Token adopted = service.signIn();
        node.adopt(adopted);
        store.down = false;
        assertThat(node.token()).isEqualTo(adopted);
        awaitQuiet(node);
        assertThat(inStore()).isEqualTo(adopted);
        assertThat(service.refreshes).isZero();
    }

    @Test
    void anAdoptedTokenIsSavedOnce() {
        TokenSource node = node();
        store.beforeSave = saves::incrementAndGet;
        Token adopted = service.signIn();
        node.adopt(adopted);
        assertThat(node.token()).isEqualTo(adopted);
        awaitQuiet(node);
        assertThat(saves).hasValue(1);
        assertThat(store.read(KEY).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void theFirstTokenIsTriedTenTimesAtAStoreThatIsNeverQuiet() {
        store.outrun = true;
        store.beforeSave = saves::incrementAndGet;
        TokenSource node = started(described().startingWith(service.signIn()));
        assertThatThrownBy(node::token)
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("replaced 10 times")
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(UserNeededException.class));
        assertThat(saves).hasValue(10);
        assertThat(service.refreshes).isZero();
    }

    @Test
    void aTokenThatWaitsToBeSavedIsTriedTenTimesAtAStoreThatIsNeverQuiet() {
        TokenSource node = signedInNode();
        clock.move(Duration.ofHours(2));
        store.savesDown = true;
        Token unsaved = node.token();
        store.savesDown = false;
        store.outrun = true;
        store.beforeSave = saves::incrementAndGet;
        clock.move(Duration.ofSeconds(1));
        assertThat(node.token()).isEqualTo(unsaved);
        awaitQuiet(node);
        assertThat(saves).hasValue(10);
        store.outrun = false;
        clock.move(Duration.ofSeconds(1));
        assertThat(node.token()).isEqualTo(unsaved);
        awaitQuiet(node);
        assertThat(inStore()).isEqualTo(unsaved);
        assertThat(service.refreshes).isEqualTo(1);
    }

    @Test
    void aFirstTokenThatCouldNotBeSavedIsStillTheOneToRenew() {
        service.rotation = RefreshRotation.GRACE;
        store.savesDown = true;
        TokenSource node = started(described().startingWith(service.signIn()));
        clock.move(Duration.ofHours(2));
        assertThat(service.accepts(node.token())).isTrue();
        assertThat(service.refreshes).isEqualTo(1);
    }

    @Test
    void theFirstTokenYieldsToOneInTheStoreThatCannotBeRenewed() {
        Token stored = service.signIn().withoutRefreshToken();
        save(stored, Duration.ZERO);
        TokenSource node = started(described().startingWith(service.signIn()));
        assertThat(node.token()).isEqualTo(stored);
        assertThat(inStore()).isEqualTo(stored);
    }

    @Test
    void aTokenThatWasDeletedIsNotRenewedWithoutTheStoreEither() {
        service.rotation = RefreshRotation.GRACE;
        TokenSource node = signedInNode();
        store.delete(KEY);
        clock.move(Duration.ofHours(2));
        assertThatThrownBy(node::token).isInstanceOf(UserNeededException.class);
        store.down = true;
        clock.move(Duration.ofMinutes(2));
        assertThatThrownBy(node::token)
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("is not valid any more");
        assertThat(service.refreshes).isZero();
    }

    @Test
    void inTheBackgroundNothingIsRenewedWithoutTheStore() {
        service.rotation = RefreshRotation.GRACE;
        TokenSource node = signedInNode();
        Token token = node.token();
        clock.move(Duration.ofMinutes(59).plusSeconds(10));
        store.down = true;
        assertThat(node.token()).isEqualTo(token);
        awaitQuiet(node);
        assertThat(node.token()).isEqualTo(token);
        assertThat(service.refreshes).isZero();
    }

    @Test
    void afterTheStoreIsBackOthersHaveThreeSecondsToSaveWhatCanBeUsedOnce() {
        TokenSource node = signedInNode();
        clock.move(Duration.ofHours(2));
        store.down = true;
        assertThatThrownBy(node::token).isInstanceOf(ProviderUnavailableException.class);
        store.down = false;
        clock.move(Duration.ofMillis(2999));
        assertThatThrownBy(() -> node.token(Duration.ofMillis(100))).isInstanceOf(ProviderUnavailableException.class);
        awaitQuiet(node);
        assertThat(service.refreshes).isZero();
        clock.move(Duration.ofSeconds(2));
        assertThat(service.accepts(node.token())).isTrue();
        assertThat(service.refreshes).isEqualTo(1);
    }

    @Test
    void theThreeSecondsAreOverAtTheirEnd() {
        TokenSource node = signedInNode();
        clock.move(Duration.ofHours(2));
        store.down = true;
        assertThatThrownBy(node::token).isInstanceOf(ProviderUnavailableException.class);
        store.down = false;
        clock.move(Duration.ofSeconds(3));
        assertThat(service.accepts(node.token(Duration.ofSeconds(5)))).isTrue();
    }

    @Test
    void whatMayBeUsedAgainIsRenewedAsSoonAsTheStoreIsBack() {
        service.rotation = RefreshRotation.GRACE;
        TokenSource node = signedInNode();
        clock.move(Duration.ofHours(2));
        store.down = true;
        service.down = true;
        assertThatThrownBy(node::token).isInstanceOf(ProviderUnavailableException.class);
        store.down = false;
        service.down = false;
        clock.move(Duration.ofSeconds(1));
        assertThat(service.accepts(node.token(Duration.ofSeconds(5)))).isTrue();
    }

    @Test
    void whoWaitsForAnotherProcessIsToldWhatItWaitedFor() throws Exception {
        save(service.signIn(), Duration.ofHours(2));
        assertThat(store.lease(KEY, Duration.ofSeconds(45))).isInstanceOf(Lease.Acquired.class);
        CompletableFuture<TokenException> failure = new CompletableFuture<>();
        TokenSource node = started(described().listener(new TokenSourceListener() {
            @Override
            public void failed(String source, TokenException why) {
                failure.complete(why);
            }
        }));
        assertThatThrownBy(() -> node.token(Duration.ofMillis(50))).isInstanceOf(ProviderUnavailableException.class);
        assertThat(failure.get(20, TimeUnit.SECONDS))
                .hasMessageContaining("Another process is renewing the token of Fake")
                .hasMessageContaining("45 seconds");
        assertThat(service.refreshes).isZero();
    }

    @Test
    void aRenewalUnderALeaseEndsBeforeTheLeaseOrWithThePatience() {
        AtomicReference<Duration> useful = new AtomicReference<>();
        AtomicReference<Boolean> awaited = new AtomicReference<>();
        AtomicInteger retried = new AtomicInteger();
        TokenSourceListener counting = new TokenSourceListener() {
            @Override
            public void retried(String source, int attempt, TokenException failure, Duration pause) {
                retried.addAndGet(attempt);
            }
        };
        for (int lease : new int[] {5, 60}) {
            save(service.signIn(), Duration.ofHours(2));
            TokenSource node = started(described()
                    .listener(counting)
                    .leaseLength(Duration.ofSeconds(lease))
                    .renewing(inner -> (need, run) -> {
                        useful.set(run.patience());
                        awaited.set(run.awaited());
                        run.retrying(1, ProviderUnavailableException.because("Down.", "Wait.", null), Duration.ZERO);
                        return inner.renew(need, run);
                    }));
            node.token();
            Duration most = Duration.ofSeconds(Math.min(lease, 20));
            assertThat(useful.get()).isBetween(most.dividedBy(5), most);
            assertThat(awaited.get()).isTrue();
        }
        assertThat(retried).hasValue(2);
    }

    @Test
    void aRefusedRefreshTokenIsNoMatterIfAnotherProcessHadMoreLuck() {
        TokenSource node = signedInNode();
        clock.move(Duration.ofHours(2));
        service.endEverything();
        Token others = service.signIn();
        service.beforeAnswer = () -> {
            service.beforeAnswer = () -> {};
            save(others, Duration.ZERO);
        };
        assertThat(node.token()).isEqualTo(others);
        assertThat(inStore()).isEqualTo(others);
        assertThat(service.refreshes).isEqualTo(1);
    }

    @Test
    void aRefusalStaysOneIfTheStoreIsGoneWhenItComes() {
        TokenSource node = signedInNode();
        clock.move(Duration.ofHours(2));
        service.endEverything();
        service.beforeAnswer = () -> store.down = true;
        assertThatThrownBy(node::token)
                .isInstanceOf(UserNeededException.class)
                .satisfies(refusal ->
                        assertThat(refusal.getSuppressed()).singleElement().isInstanceOf(TokenStoreException.class));
    }

    @Test
    void aTokenThatAResourceServerRefusedIsReplacedAlthoughItWasJustSaved() {
        TokenSource node = signedInNode();
        clock.move(Duration.ofHours(2));
        store.savesDown = true;
        Token unsaved = node.token();
        store.savesDown = false;
        assertThat(node.invalidate(unsaved)).isTrue();
        clock.move(Duration.ofSeconds(4));
        Token next = node.token();
        assertThat(next).isNotEqualTo(unsaved);
        assertThat(service.accepts(next)).isTrue();
        assertThat(service.reuses).isZero();
    }

    @Test
    void aStoreInMemoryTellsHowMuchItHolds() {
        InMemoryTokenStore memory = new InMemoryTokenStore();
        assertThat(memory).hasToString("InMemoryTokenStore[0 tokens]");
        Token token = service.signIn();
        try (TokenSource source = TokenSource.of(service.client(clock), token, memory, KEY)) {
            assertThat(source.token()).isEqualTo(token);
        }
        assertThat(memory).hasToString("InMemoryTokenStore[1 tokens]");
        assertThat(memory.read(KEY).orElseThrow().issued().token()).isEqualTo(token);
    }
}
