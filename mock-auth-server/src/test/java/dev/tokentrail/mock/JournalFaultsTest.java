package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.mock.Caller.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the journal and the verification say of calls whose answers come late or never. */
class JournalFaultsTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    private String refreshToken;
    private JournalView calls;

    @BeforeEach
    void signIn() {
        refreshToken = token("grant_type", "password", "username", "admin", "password", "admin")
                .text("refresh_token");
        calls = mock.mark();
    }

    @Test
    void a_request_is_verified_while_its_answer_is_held_back() throws Exception {
        mock.wso2().plan(Fault.delay(Duration.ofMinutes(5)));
        CompletableFuture<Reply> held = CompletableFuture.supplyAsync(this::refresh);
        RecordedRequest request = calls.takeRequest(Duration.ofSeconds(30));
        assertThat(request.inFlight()).isTrue();
        assertThat(request.complete()).isTrue();
        assertThat(request.grant()).contains("refresh_token");
        assertThat(request.status()).isEmpty();
        calls.verify().refreshes(1).successfulRefreshes(0).neverTwoRefreshesAtOnce();
        assertThatThrownBy(() -> calls.verify().noTokenRequestUnanswered())
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith("grant_type=refresh_token&refresh_token=*** -> in flight [fault: delay]");
        assertThat(token("grant_type", "refresh_token", "refresh_token", "other")
                        .status())
                .isEqualTo(400);
        assertThat(calls.verify().mostRefreshesAtOnce()).isEqualTo(2);
        assertThatThrownBy(() -> calls.verify().neverTwoRefreshesAtOnce()).isInstanceOf(AssertionError.class);
        mock.reset();
        assertThat(held.handle((reply, failure) -> failure != null).get()).isTrue();
    }

    @Test
    void a_lost_answer_is_a_refresh_that_succeeded_and_was_not_answered() {
        mock.wso2().plan(Fault.answerLost());
        assertThatThrownBy(this::refresh).isInstanceOf(AssertionError.class);
        RecordedRequest request = calls.takeRequest(Duration.ofSeconds(30));
        while (request.inFlight()) {
            Thread.onSpinWait();
        }
        assertThat(request.status()).isEmpty();
        assertThat(request.answer()).isEmpty();
        assertThat(request.duration()).isPresent();
        assertThat(request.fault()).contains("answer-lost");
        calls.verify().refreshes(1).successfulRefreshes(1);
        assertThatThrownBy(() -> calls.verify().noTokenRequestUnanswered())
                .isInstanceOf(AssertionError.class)
                .message()
                .contains("refresh_token=*** -> no answer after ")
                .endsWith(" ms [fault: answer-lost]");
        refresh();
        calls.verify().refreshes(2).noRotatedRefreshTokenUsedAgain();
        assertThat(calls.har()).contains("\"comment\":\"no answer\"", "\"_fault\":\"answer-lost\"");
        assertThat(get(emulator.control("requests")).body()).contains("\"fault\":\"answer-lost\"");
    }

    @Test
    void what_was_not_processed_has_not_succeeded() {
        mock.wso2().plan(Fault.droppedBeforeProcessing());
        assertThatThrownBy(this::refresh).isInstanceOf(AssertionError.class);
        while (calls.requests().get(0).inFlight()) {
            Thread.onSpinWait();
        }
        calls.verify()
                .refreshes(1)
                .successfulRefreshes(0)
                .grant("refresh_token")
                .succeeded(0);
    }

    @Test
    void a_planned_404_is_not_unexpected_and_an_echoed_secret_is_not_shown() {
        mock.wso2().plan(Fault.status(404, "{}"));
        get(mock.wso2().uri("/pizzashack/1.0.0/menu"));
        calls.verify().noUnexpectedCalls();
        mock.goTo().plan(Fault.secretEchoed());
        Reply echo = postForm(
                mock.goTo().uri("/oauth/token"),
                form("grant_type", "refresh_token", "refresh_token", "x"),
                "Authorization",
                GoToFixture.CLIENT);
        assertThat(echo.body()).contains("goto-secret");
        assertThat(calls.har() + calls.requests() + calls.requests().get(1).answer())
                .doesNotContain("goto-secret");
        assertThat(get(emulator.control("requests")).body()).doesNotContain("goto-secret");
    }

    private Reply refresh() {
        return token("grant_type", "refresh_token", "refresh_token", refreshToken);
    }

    private static Reply token(String... form) {
        return postForm(mock.wso2().uri("/token"), form(form), "Authorization", Wso2Fixture.CLIENT);
    }
}
