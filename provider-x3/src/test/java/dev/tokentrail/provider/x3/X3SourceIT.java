package dev.tokentrail.provider.x3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.InMemoryTokenStore;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.mock.Fault;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.RecordedRequest;
import dev.tokentrail.testsupport.Browser;
import dev.tokentrail.testsupport.Callers;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A token source over X3: five minutes, a new pair at each refresh, a customer who has to accept again in the end. */
@Timeout(60)
class X3SourceIT {

    private static MockAuthServer server;

    private MockAuthServer mock;
    private X3 x3;

    @BeforeAll
    static void start() {
        server = MockAuthServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void oneRefreshBeforeEachEndWithTheRefreshTokenOfTheOneBefore() throws Exception {
        emulate("family-ended", 0);
        Token token = pair("https://customer.example");
        // region keep
        X3 customer = x3.forCustomer("https://customer.example", "api.graphQL");
        TokenSource tokens = TokenSource.of(customer, token);
        String authorization = tokens.token().revealAuthorization(); // valid, whenever it is asked for
        // endregion
        assertThat(authorization).isEqualTo(token.revealAuthorization());
        mock.clock().advance(Duration.ofSeconds(269));
        assertThat(tokens.token()).isEqualTo(token);
        mock.x3().verify().refreshes(0);

        mock.clock().advance(Duration.ofSeconds(1));
        assertThat(tokens.token()).isEqualTo(token);
        Token second = Callers.anotherThan(tokens, token);
        RecordedRequest refresh = mock.x3().requests().get(2);
        assertThat(refresh.path()).endsWith("/x3/v1/token");
        assertThat(refresh.bodyText())
                .isEqualTo(
                        "{\"refresh_token\":\"" + token.requireRefreshToken().reveal()
                                + "\",\"client_id\":\"x3-client\",\"client_secret\":\"x3-secret\",\"grant_type\":\"refresh_token\"}");
        assertThat(second.requireRefreshToken()).isNotEqualTo(token.requireRefreshToken());

        mock.clock().advance(Duration.ofSeconds(300));
        Callers.anotherThan(tokens, second);
        assertThat(mock.x3().requests().get(3).parameter("refresh_token"))
                .contains(second.requireRefreshToken().reveal());
        mock.x3()
                .verify()
                .refreshes(2)
                .successfulRefreshes(2)
                .noRotatedRefreshTokenUsedAgain()
                .endedFamilies(0);
        tokens.close();
    }

    @Test
    void theCustomerOfAnotherRegionIsRefreshedThere() throws Exception {
        emulate("refused", 0);
        Token token = pair("https://customer-us.example");
        try (TokenSource tokens = TokenSource.of(x3, token)) {
            mock.clock().advance(Duration.ofHours(1));
            assertThat(x3.root(tokens.token())).isEqualTo(mock.url() + "/x3-us/v1");
            mock.clock().advance(Duration.ofHours(1));
            assertThat(x3.root(tokens.token())).isEqualTo(mock.url() + "/x3-us/v1");
        }
        assertThat(mock.x3().requests().stream()
                        .filter(request ->
                                request.grant().filter("refresh_token"::equals).isPresent()))
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.path()).endsWith("/x3-us/v1/token"));
    }

    @Test
    void aRefusedRefreshTokenLeadsToTheCustomer() throws Exception {
        emulate("family-ended", 0);
        Token token = pair("https://customer.example");
        X3 customer = x3.forCustomer("https://customer.example", "api.graphQL");
        TokenSource tokens = TokenSource.of(customer, token);
        x3.refresh(token); // somebody else used the refresh token
        mock.clock().advance(Duration.ofMinutes(5));
        AuthorizationTransaction pairing = null;
        // region person
        try {
            tokens.token();
        } catch (UserNeededException needed) {
            pairing = needed.startAuthorization().orElseThrow(); // send the customer to pairing.uri()
        }
        // endregion
        mock.x3().verify().reusedRefreshTokens(1).endedFamilies(1);
        assertThatThrownBy(tokens::token).isInstanceOf(UserNeededException.class);
        mock.clock().advance(Duration.ofMinutes(2));
        assertThatThrownBy(tokens::token).isInstanceOf(UserNeededException.class);
        mock.x3().verify().reusedRefreshTokens(1).noRefusedTokenRequestRepeated();

        assertThat(pairing.uri())
                .startsWith(mock.url() + "/x3/v1/token/authorise?")
                .contains("customer=https%3A%2F%2Fcustomer.example", "scope=api.graphQL");
        String callbackUri = Browser.comesBackTo(pairing.uri());
        // region again
        tokens.adopt(customer.complete(pairing, AuthorizationCallback.fromUri(callbackUri)));
        // endregion
        assertThat(tokens.token().refreshToken()).isNotEqualTo(token.refreshToken());
        tokens.close();
    }

    @Test
    void whomToAskIsKnownOnlyIfItWasSaid() throws Exception {
        emulate("refused", 0);
        assertThat(x3.startAuthorization()).isEmpty();
        assertThat(x3.refreshRotation()).isEqualTo(RefreshRotation.STRICT);
        assertThatThrownBy(() -> x3.forCustomer("https://customer.example"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> x3.forCustomer(" ", "api.graphQL")).isInstanceOf(IllegalArgumentException.class);
        try (TokenSource tokens = TokenSource.of(x3)) {
            UserNeededException needed = catchThrowableOfType(UserNeededException.class, tokens::token);
            assertThat(needed).hasMessageContaining("Sage X3 gives no token without a person");
            assertThat(needed.startAuthorization()).isEmpty();
        }
        mock.x3().verify().tokenRequests(0);
    }

    @Test
    void nodesThatShareAStoreRefreshOncePerEnd() throws Exception {
        emulate("family-ended", 0);
        Token token = pair("https://customer.example");
        X3 customer = x3.forCustomer("https://customer.example", "api.graphQL");
        TokenStore store = new InMemoryTokenStore(mock.clock());
        // region store
        TokenSource tokens = TokenSource.of(customer, token, store, "customer-42");
        // endregion
        try (TokenSource other = TokenSource.of(customer, store, "customer-42")) {
            for (int end = 1; end <= 3; end++) {
                assertThat(tokens.token()).isEqualTo(other.token());
                mock.clock().advance(Duration.ofMinutes(5));
            }
            assertThat(tokens.token()).isEqualTo(other.token());
        }
        mock.x3().verify().refreshes(3).reusedRefreshTokens(0).endedFamilies(0);
        tokens.close();
    }

    @Test
    void aLostAnswerCostsNothingWithinAGraceWindow() throws Exception {
        emulate("family-ended", 30);
        Token token = pair("https://customer.example");
        try (TokenSource tokens = TokenSource.of(x3, token)) {
            mock.clock().advance(Duration.ofMinutes(5));
            mock.x3().plan(Fault.answerLost().grant("refresh_token"));
            assertThatThrownBy(tokens::token).isInstanceOf(ProviderUnavailableException.class);
            mock.clock().advance(Duration.ofSeconds(2)); // the pause after a failure
            assertThat(tokens.token()).isNotEqualTo(token);
        }
        mock.x3()
                .verify()
                .refreshes(2)
                .successfulRefreshes(2)
                .reusedRefreshTokens(1)
                .endedFamilies(0);
    }

    @Test
    void withoutAWindowTheCustomerIsNeededAfterALostAnswer() throws Exception {
        emulate("family-ended", 0);
        Token token = pair("https://customer.example");
        try (TokenSource tokens = TokenSource.of(x3.forCustomer("https://customer.example", "api.graphQL"), token)) {
            mock.clock().advance(Duration.ofMinutes(5));
            mock.x3().plan(Fault.answerLost().grant("refresh_token"));
            assertThatThrownBy(tokens::token).isInstanceOf(ProviderUnavailableException.class);
            mock.clock().advance(Duration.ofSeconds(2));
            UserNeededException needed = catchThrowableOfType(UserNeededException.class, tokens::token);
            assertThat(needed.startAuthorization()).isPresent();
        }
        mock.x3().verify().refreshes(2).reusedRefreshTokens(1).endedFamilies(1);
    }

    private void emulate(String reuse, int graceSeconds) {
        mock = server.namespace()
                .configure("{\"x3\": {\"refreshTokenReuse\": \"" + reuse + "\", \"refreshTokenGraceSeconds\": "
                        + graceSeconds + "}}")
                .open();
        mock.clock().freeze();
        X3Config config = X3Config.of(
                        mock.x3().uri().toString(),
                        "x3-client",
                        Secret.of("x3-secret"),
                        "https://localhost:5050/callback")
                .withOtherRoot(mock.url() + "/x3-us/v1");
        x3 = new X3(config, JdkTransport.create(), mock.clock());
    }

    private Token pair(String customer) throws IOException, InterruptedException {
        AuthorizationTransaction pairing = x3.authorize(customer, "api.graphQL");
        return x3.complete(pairing, AuthorizationCallback.fromUri(Browser.comesBackTo(pairing.uri())));
    }
}
