package dev.tokentrail.mock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.MockClock;
import dev.tokentrail.mock.MockService;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the README shows of the extension. */
class JUnitDocumentationTest {

    /** Stands for the code that a reader tests: keeps an access token fresh. */
    private static final class Client {

        private final URI endpoint;
        private String accessToken = "";
        private Instant expires = Instant.MIN;

        Client(URI base) {
            this.endpoint = URI.create(base + "/oauth/token");
        }

        String token(Instant now) {
            if (!now.isBefore(expires)) {
                HttpResponse<String> answer = Http.token(endpoint, "grant_type=personal_access_token&pat=goto-pat");
                accessToken = Http.member(answer, "access_token");
                expires = now.plusSeconds(Long.parseLong(Http.member(answer, "expires_in")));
            }
            return accessToken;
        }
    }

    // region annotation
    @WithMockAuthServer(failOnUnexpectedCalls = true)
    static class TokenTest {

        @Test
        void an_expired_token_is_replaced(MockAuthServer mock, MockService goTo, MockClock clock) {
            Client client = new Client(goTo.uri());
            String first = client.token(clock.instant());
            clock.advance(Duration.ofHours(2));

            assertThat(client.token(clock.instant())).isNotEqualTo(first);
            mock.verify().tokenRequests(2);
        }
    }
    // endregion

    static class LifetimeTest {

        // region field
        @RegisterExtension
        static final MockAuthServerExtension mock = MockAuthServerExtension.create()
                .configure("{\"goto\": {\"accessTokenSeconds\": 60}}")
                .failOnUnexpectedCalls("goto");

        @Test
        void a_token_lives_as_long_as_configured(@Emulated("goto") URI base, MockClock clock) {
            Client client = new Client(base);
            Instant now = clock.freeze();
            String first = client.token(now);

            assertThat(client.token(now.plusSeconds(59))).isEqualTo(first);
            assertThat(client.token(now.plusSeconds(60))).isNotEqualTo(first);
        }
        // endregion
    }

    @Test
    void the_examples_pass() {
        JUnitRun.inParallel(TokenTest.class, LifetimeTest.class).assertPassed(2);
    }
}
