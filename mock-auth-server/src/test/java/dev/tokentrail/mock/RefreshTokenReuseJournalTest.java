package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a test learns of refresh tokens that came again. */
class RefreshTokenReuseJournalTest {

    private static final MockAuthServer server = MockAuthServer.start();

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void each_use_is_told_in_java_and_over_http_without_a_secret(Rotating service) {
        MockAuthServer mock = service.emulator(server, "family-ended", 60);
        Reply first = service.signIn(mock);
        service.next(mock, first);
        service.next(mock, first);
        mock.clock().advance(Duration.ofMinutes(1));
        service.refresh(mock, first);
        service.refresh(mock, first);
        assertThat(mock.requests().stream()
                        .filter(request ->
                                request.grant().filter("refresh_token"::equals).isPresent())
                        .map(RecordedRequest::refreshTokenUse)
                        .flatMap(Optional::stream))
                .containsExactly("first", "answered-again", "family-ended", "refused");
        assertThat(mock.requests().get(0).refreshTokenUse()).isEmpty();
        assertThat(Caller.get(control(mock, "requests?grant=refresh_token")).body())
                .contains(
                        "\"refreshTokenUse\":\"first\"",
                        "\"refreshTokenUse\":\"answered-again\"",
                        "\"refreshTokenUse\":\"family-ended\"",
                        "\"refreshTokenUse\":\"refused\"")
                .doesNotContain(first.text("refresh_token"));
        assertThatThrownBy(() -> mock.verify().reusedRefreshTokens(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Expected exactly 1 refresh with a used refresh token, but there were 3:\n  #")
                .hasMessageContaining("[used refresh token, answered again]")
                .hasMessageContaining("[used refresh token, family ended]")
                .hasMessageContaining("[used refresh token]")
                .message()
                .doesNotContain(first.text("refresh_token"));
        assertThatThrownBy(() -> mock.verify().endedFamilies(0))
                .hasMessageStartingWith("Expected exactly 0 ended token families, but there was 1:\n  #");
        Reply figures = verify(mock, "{\"reusedRefreshTokens\":3,\"endedFamilies\":1,\"refreshes\":4}");
        assertThat(figures.status()).as(figures.body()).isEqualTo(200);
        assertThat(figures.json()).containsEntry("reusedRefreshTokens", 3).containsEntry("endedFamilies", 1);
        assertThat(verify(mock, "{\"endedFamilies\":2}").status()).isEqualTo(409);
    }

    @ParameterizedTest
    @EnumSource
    void a_repeat_is_an_offence_outside_of_the_window_only(Rotating service) {
        MockAuthServer mock = service.emulator(server, "refused", 60);
        Reply first = service.signIn(mock);
        service.next(mock, first);
        service.next(mock, first);
        // The service does not see this one, but would have answered it.
        mock.plan(Fault.status(503, "{}"));
        assertThat(service.refresh(mock, first).status()).isEqualTo(503);
        mock.verify().noRotatedRefreshTokenUsedAgain();
        mock.clock().advance(Duration.ofMinutes(1));
        mock.plan(Fault.status(503, "{}"));
        assertThat(service.refresh(mock, first).status()).isEqualTo(503);
        service.refresh(mock, first);
        assertThatThrownBy(() -> mock.verify().noRotatedRefreshTokenUsedAgain())
                .isInstanceOf(AssertionError.class)
                .message()
                .matches("(?s)Expected [^\n]*:\n  [^\n]* -> 503 [^\n]*\n  [^\n]* -> 40[03] [^\n]*");
        mock.verify().reusedRefreshTokens(2).refreshes(5);
    }

    @ParameterizedTest
    @EnumSource
    void without_a_window_a_clock_that_goes_back_makes_no_difference(Rotating service) {
        MockAuthServer mock = service.emulator(server, "refused", 0);
        Reply first = service.signIn(mock);
        service.next(mock, first);
        mock.clock().advance(Duration.ofMinutes(-1));
        service.refresh(mock, first);
        assertThatThrownBy(() -> mock.verify().noRotatedRefreshTokenUsedAgain()).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_lost_answer_is_made_good_within_the_window(Rotating service) {
        MockAuthServer mock = service.emulator(server, "family-ended", 60);
        Reply first = service.signIn(mock);
        mock.plan(Fault.answerLost().grant("refresh_token"));
        assertThatThrownBy(() -> service.refresh(mock, first)).isInstanceOf(AssertionError.class);
        Reply second = service.next(mock, first);
        assertThat(service.accepts(mock, service.next(mock, second))).isTrue();
        assertThat(mock.requests().stream()
                        .map(RecordedRequest::refreshTokenUse)
                        .flatMap(Optional::stream))
                .containsExactly("first", "answered-again", "first");
        mock.verify().refreshes(3).reusedRefreshTokens(1).noRotatedRefreshTokenUsedAgain();
    }

    @Test
    void services_that_do_not_rotate_have_no_uses() {
        MockAuthServer mock = server.namespace().open();
        GoToFixture goTo = new GoToFixture(mock);
        Reply token = goTo.exchange(goTo.authorize(java.util.Map.of()));
        for (int i = 0; i < 2; i++) {
            assertThat(goTo.refresh(token.text("refresh_token")).status()).isEqualTo(200);
        }
        mock.verify().refreshes(2).reusedRefreshTokens(0);
        assertThat(mock.requests())
                .allSatisfy(request -> assertThat(request.refreshTokenUse()).isEmpty());
    }

    private static Reply verify(MockAuthServer mock, String expectation) {
        return Caller.postJson(control(mock, "verify"), expectation);
    }

    private static URI control(MockAuthServer mock, String path) {
        return URI.create(mock.url() + "/_mock/" + path);
    }
}
