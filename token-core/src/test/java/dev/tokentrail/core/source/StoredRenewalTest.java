package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UserNeededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several sources over one store behave like one. */
@Timeout(60)
class StoredRenewalTest extends StoredNodes {

    private TokenSource nodeWith(Token first) {
        return started(described().startingWith(first));
    }

    @Test
    void takesTheTokenThatLiesInTheStore() {
        Token token = signedIn();
        assertThat(node().token()).isEqualTo(token);
        assertThat(node().token()).isEqualTo(token);
        assertThat(service.refreshes).isZero();
    }

    @Test
    void ofTenNodesOneRefreshesAtEachExpiry() throws Exception {
        signedIn();
        List<TokenSource> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(node());
        }
        ExecutorService callers = Executors.newFixedThreadPool(40);
        try {
            for (int expiry = 1; expiry <= 20; expiry++) {
                clock.move(Duration.ofHours(2));
                List<Future<Token>> answers = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    TokenSource node = ten.get(i % 10);
                    answers.add(callers.submit(() -> node.token()));
                }
                for (Future<Token> answer : answers) {
                    assertThat(service.accepts(answer.get())).isTrue();
                }
                assertThat(service.refreshes).isEqualTo(expiry);
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(service.reuses).isZero();
    }

    @Test
    void nobodyElseRenewsWhileATokenWaitsToBeSaved() throws Exception {
        signedIn();
        TokenSource one = node();
        TokenSource other = node();
        one.token();
        other.token();
        clock.move(Duration.ofHours(2));
        store.savesDown = true;
        Token unsaved = one.token();
        store.savesDown = false;
        CompletableFuture<Token> waiting = other.tokenAsync();
        waitUntilStored(one, unsaved);
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(unsaved);
        assertThat(service.reuses).isZero();
    }

    @Test
    void aLeaseIsFreeOnceTheTokenThatWaitedIsSaved() {
        signedIn();
        TokenSource one = node();
        one.token();
        clock.move(Duration.ofHours(2));
        store.savesDown = true;
        Token unsaved = one.token();
        assertThat(store.lease(KEY, Duration.ofSeconds(1))).isInstanceOf(Lease.HeldByAnother.class);
        store.savesDown = false;
        waitUntilStored(one, unsaved);
        assertThat(store.lease(KEY, Duration.ofSeconds(1))).isInstanceOf(Lease.Acquired.class);
        assertThat(service.refreshes).isEqualTo(1);
    }

    @Test
    void whoGetsTheLeaseLateTakesWhatWasSavedMeanwhile() {
        signedIn();
        TokenSource quick = node();
        TokenSource late = node();
        quick.token();
        late.token();
        clock.move(Duration.ofHours(2));
        store.beforeLease = () -> {
            store.beforeLease = () -> {};
            quick.token();
        };
        assertThat(late.token()).isEqualTo(quick.token());
        assertThat(service.refreshes).isEqualTo(1);
    }

    @Test
    void nobodySeesATokenBeforeItIsSaved() throws Exception {
        signedIn();
        TokenSource node = node();
        Token old = node.token();
        clock.move(Duration.ofHours(2));
        CountDownLatch saving = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        store.beforeSave = () -> {
            saving.countDown();
            try {
                assertThat(mayEnd.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        CompletableFuture<Token> waiting = node.tokenAsync();
        assertThat(saving.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting).isNotDone();
        assertThatThrownBy(() -> node.token(Duration.ofMillis(1))).isInstanceOf(ProviderUnavailableException.class);
        assertThat(inStore()).isEqualTo(old);
        mayEnd.countDown();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(inStore());
    }

    @Test
    void theFirstTokenIsSavedIfTheStoreHasNone() {
        Token first = service.signIn();
        assertThat(nodeWith(first).token()).isEqualTo(first);
        assertThat(inStore()).isEqualTo(first);
    }

    @Test
    void theFirstTokenYieldsToANewerOneInTheStore() {
        Token first = service.signIn();
        Token newer = signedIn();
        assertThat(nodeWith(first).token()).isEqualTo(newer);
        assertThat(service.refreshes).isZero();
    }

    @Test
    void startingAgainWithTheSameTokenAsksTheServiceForNothing() {
        Token first = service.signIn();
        nodeWith(first).token();
        assertThat(nodeWith(first).token()).isEqualTo(first);
        assertThat(service.refreshes).isZero();
    }

    @Test
    void theFirstTokenTakesThePlaceOfOneThatIsOfNoUse() {
        signedIn();
        TokenSource broken = node();
        clock.move(Duration.ofHours(2));
        service.endEverything();
        assertThatThrownBy(broken::token).isInstanceOf(UserNeededException.class);
        Token second = service.signIn();
        assertThat(nodeWith(second).token()).isEqualTo(second);
        assertThat(inStore()).isEqualTo(second);
    }

    @Test
    void aRefusedRefreshTokenIsNotSentByAnybodyAgain() {
        signedIn();
        TokenSource one = node();
        TokenSource other = node();
        one.token();
        other.token();
        service.endEverything();
        clock.move(Duration.ofHours(2));
        assertThatThrownBy(one::token)
                .isInstanceOf(UserNeededException.class)
                .hasMessageContaining("refused the refresh token");
        assertThatThrownBy(other::token).isInstanceOf(UserNeededException.class);
        clock.move(Duration.ofMinutes(5));
        assertThatThrownBy(one::token).isInstanceOf(UserNeededException.class);
        assertThatThrownBy(other::token).isInstanceOf(UserNeededException.class);
        assertThat(service.refreshes).isEqualTo(1);
    }

    @Test
    void aNewerRefreshTokenIsNotThrownAwayWithAnOlderOne() {
        signedIn();
        TokenSource node = node();
        node.token();
        clock.move(Duration.ofHours(2));
        service.endEverything();
        Token newer = service.signIn();
        service.beforeAnswer = () -> {
            service.beforeAnswer = () -> {};
            save(newer, Duration.ofHours(2));
        };
        assertThatThrownBy(node::token).isInstanceOf(UserNeededException.class);
        assertThat(inStore()).isEqualTo(newer);
        clock.move(Duration.ofSeconds(2));
        assertThat(service.accepts(node.token())).isTrue();
    }

    @Test
    void anAdoptedTokenHelpsEveryNode() {
        aRefusedRefreshTokenIsNotSentByAnybodyAgain();
        Token granted = service.signIn();
        nodes.get(0).adopt(granted);
        assertThat(nodes.get(0).token()).isEqualTo(granted);
        clock.move(Duration.ofMinutes(2));
        assertThat(nodes.get(1).token()).isEqualTo(granted);
        assertThat(inStore()).isEqualTo(granted);
    }

    @Test
    void aTokenThatSomebodyDeletedIsNotBroughtBack() {
        signedIn();
        TokenSource node = node();
        node.token();
        store.delete(KEY);
        clock.move(Duration.ofHours(2));
        assertThatThrownBy(node::token).isInstanceOf(UserNeededException.class);
        assertThat(service.refreshes).isZero();
        assertThat(store.read(KEY)).isEmpty();
    }

    @Test
    void anInvalidTokenIsReplacedOnceForAll() {
        Token token = signedIn();
        TokenSource one = node();
        TokenSource other = node();
        one.token();
        other.token();
        assertThat(one.invalidate(token)).isTrue();
        assertThat(other.invalidate(token)).isTrue();
        assertThat(one.token()).isEqualTo(other.token()).isNotEqualTo(token);
        assertThat(service.refreshes).isEqualTo(1);
    }

    @Test
    void aNodeWhoseClockIsWrongJudgesASharedTokenLikeTheOthers() {
        Token token = signedIn();
        MovedClock ahead = new MovedClock();
        ahead.move(Duration.ofDays(3650));
        TokenSource wrong = started(TokenSource.builder(service.client(ahead)).store(store, KEY));
        assertThat(wrong.token()).isEqualTo(token);
        clock.move(Duration.ofHours(2));
        ahead.move(Duration.ofHours(2));
        Token renewed = wrong.token();
        assertThat(service.accepts(renewed)).isTrue();
        assertThat(node().token()).isEqualTo(renewed);
        clock.move(Duration.ofHours(2));
        ahead.move(Duration.ofHours(2));
        assertThat(service.accepts(node().token())).isTrue();
        assertThat(service.refreshes).isEqualTo(2);
    }

    @Test
    void aDeadHoldersLeaseIsTakenOver() {
        signedIn();
        clock.move(Duration.ofHours(2));
        assertThat(store.lease(KEY, Duration.ofSeconds(45))).isInstanceOf(Lease.Acquired.class);
        TokenSource node = node();
        assertThatThrownBy(() -> node.token(Duration.ofMillis(300))).isInstanceOf(TokenException.class);
        awaitQuiet(node);
        assertThat(service.refreshes).isZero();
        clock.move(Duration.ofSeconds(45));
        assertThat(service.accepts(node.token())).isTrue();
    }

    @Test
    void anAnswerThatWasLostIsReportedAsSoonAsItIsKnown() {
        signedIn();
        TokenSource node = node();
        node.token();
        clock.move(Duration.ofHours(2));
        service.answersLost = true;
        assertThatThrownBy(node::token).isInstanceOf(ProviderUnavailableException.class);
        service.answersLost = false;
        clock.move(Duration.ofSeconds(2));
        assertThatThrownBy(node::token).isInstanceOf(UserNeededException.class);
        assertThat(service.reuses).isEqualTo(1);
    }

    @Test
    void closingLetsARenewalSaveWhatItGot() throws Exception {
        Token token = signedIn();
        TokenSource node = node();
        node.token();
        clock.move(Duration.ofHours(2));
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        service.beforeAnswer = () -> {
            sent.countDown();
            try {
                assertThat(mayAnswer.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError("Interrupted although there is something to save", e);
            }
        };
        CompletableFuture<Token> waiting = node.tokenAsync();
        assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
        Thread closing = new Thread(node::close);
        closing.start();
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IllegalStateException.class);
        mayAnswer.countDown();
        closing.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(inStore()).isNotEqualTo(token);
        assertThatThrownBy(node::token).isInstanceOf(IllegalStateException.class);
    }
}
