package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.token.Token;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A token of an hour gets older while its store is slow: half an hour passes in one step, and the other half after it. */
@Timeout(60)
class StoredTokenAgeTest extends StoredNodes {

    private final Runnable halfAnHour = () -> clock.move(Duration.ofMinutes(30));
    private TokenSource node;

    @BeforeEach
    void expire() {
        node = signedInNode();
        clock.move(Duration.ofHours(2));
    }

    @Test
    void whileItIsSaved() {
        store.beforeSave = halfAnHour;
        assertOverAnHourAfterItsIssue(node.token());
    }

    @Test
    void whileTheLeaseIsGivenBack() {
        store.beforeRelease = halfAnHour;
        assertOverAnHourAfterItsIssue(node.token());
    }

    @Test
    void whileItIsSavedLater() {
        Token unsaved = unsaved();
        store.beforeSave = halfAnHour;
        waitUntilStored(node, unsaved);
        assertOverAnHourAfterItsIssue(unsaved);
    }

    @Test
    void whileTheLeaseIsGivenBackAfterItWasSavedLater() {
        Token unsaved = unsaved();
        store.beforeRelease = halfAnHour;
        waitUntilStored(node, unsaved);
        assertOverAnHourAfterItsIssue(unsaved);
    }

    @Test
    void whileItIsAdopted() {
        store.beforeSave = halfAnHour;
        Token granted = service.signIn();
        node.adopt(granted);
        assertOverAnHourAfterItsIssue(granted);
    }

    private Token unsaved() {
        store.savesDown = true;
        Token unsaved = node.token();
        store.savesDown = false;
        return unsaved;
    }

    private void assertOverAnHourAfterItsIssue(Token slow) {
        store.beforeSave = () -> {};
        store.beforeRelease = () -> {};
        clock.move(Duration.ofMinutes(30).minusSeconds(1));
        assertThat(node.token()).isNotEqualTo(slow);
    }
}
