package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.Token;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a source does while its store is away, and once it is back. */
@Timeout(60)
class StoreOutageTest extends StoredNodes {

    /** The token that replaces a stale one, which is served until it is there. */
    private static Token another(TokenSource node, Token old) {
        assertThat(node.token()).isEqualTo(old);
        awaitQuiet(node);
        return node.token();
    }

    @Test
    void whileTheStoreIsDownAStaleTokenIsServedAndNothingRenewed() {
        Token token = signedIn();
        TokenSource node = node();
        node.token();
        clock.move(Duration.ofMinutes(59).plusSeconds(10));
        store.down = true;
        for (int i = 0; i < 100; i++) {
            assertThat(node.token()).isEqualTo(token);
        }
        store.down = false;
        clock.move(Duration.ofSeconds(10));
        Token renewed = another(node, token);
        assertThat(inStore()).isEqualTo(renewed);
        assertThat(service.refreshes).isEqualTo(1);
    }

    @Test
    void aTokenThatCanBeUsedOnceIsNotRefreshedWithoutTheStore() {
        signedIn();
        TokenSource node = node();
        node.token();
        clock.move(Duration.ofHours(2));
        store.down = true;
        assertThatThrownBy(node::token)
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("store of Fake cannot be reached")
                .hasMessageContaining("can be used only once")
                .hasMessageContaining("The database is down");
        assertThat(service.refreshes).isZero();
        store.down = false;
        clock.move(Duration.ofSeconds(5));
        assertThat(service.accepts(node.token())).isTrue();
    }

    @Test
    void whereRepeatingIsHarmlessEachNodeRefreshesOnceWithoutTheStoreAndSavesLater() {
        service.rotation = RefreshRotation.GRACE;
        signedIn();
        TokenSource node = node();
        TokenSource other = node();
        node.token();
        other.token();
        clock.move(Duration.ofHours(2));
        store.down = true;
        Token mine = node.token();
        Token others = other.token();
        for (int i = 0; i < 100; i++) {
            assertThat(node.token()).isEqualTo(mine);
            assertThat(other.token()).isEqualTo(others);
        }
        assertThat(service.refreshes).isEqualTo(2);
        store.down = false;
        do {
            clock.move(Duration.ofSeconds(1));
            awaitQuiet(node);
            awaitQuiet(other);
        } while (!node.token().equals(other.token()));
        assertThat(inStore()).isEqualTo(node.token()).isIn(mine, others);
        assertThat(service.refreshes).isEqualTo(2);
    }

    @Test
    void withoutTheStoreAGrantThatNeedsNoPersonIsUsedInsteadOfATokenThatCanBeUsedOnce() {
        service.passwordAllowed = true;
        signedIn();
        TokenSource node = node();
        node.token();
        clock.move(Duration.ofHours(2));
        store.down = true;
        assertThat(service.accepts(node.token())).isTrue();
        assertThat(service.refreshes).isZero();
        assertThat(service.passwords).isEqualTo(1);
    }

    @Test
    void aTokenThatCouldNotBeSavedIsSavedWhenTheStoreIsBack() {
        Token token = signedIn();
        TokenSource node = node();
        node.token();
        clock.move(Duration.ofHours(2));
        store.savesDown = true;
        Token renewed = node.token();
        assertThat(service.accepts(renewed)).isTrue();
        assertThat(inStore()).isEqualTo(token);
        store.savesDown = false;
        waitUntilStored(node, renewed);
        assertThat(service.refreshes).isEqualTo(1);
    }

    @Test
    void aSaveWhoseAcknowledgementWasLostIsNotTakenForSomebodyElses() {
        signedIn();
        TokenSource node = node();
        node.token();
        clock.move(Duration.ofHours(2));
        store.acknowledgementsLost = true;
        Token renewed = node.token();
        assertThat(inStore()).isEqualTo(renewed);
        store.acknowledgementsLost = false;
        clock.move(Duration.ofSeconds(5));
        assertThat(node.token()).isEqualTo(renewed);
        awaitQuiet(node);
        clock.move(Duration.ofHours(2));
        assertThat(service.accepts(node.token())).isTrue();
        assertThat(service.refreshes).isEqualTo(2);
        assertThat(service.reuses).isZero();
    }
}
