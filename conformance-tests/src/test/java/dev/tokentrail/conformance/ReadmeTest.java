package dev.tokentrail.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.conformance.documents.Repository;
import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.MockClock;
import dev.tokentrail.mock.junit.Emulated;
import dev.tokentrail.mock.junit.WithMockAuthServer;
import dev.tokentrail.provider.sonetel.Sonetel;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import dev.tokentrail.provider.xbooker.XBooker;
import dev.tokentrail.provider.xbooker.XBookerConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code that the root README shows. */
class ReadmeTest {

    @Test
    void aDeveloperGetsUsesAndRefreshesATokenAndSeesTheCalls() throws Exception {
        try (MockAuthServer emulator = MockAuthServer.start()) {
            SonetelConfig config = config(emulator.sonetel().uri());
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

            int status = developer(config, emulator.sonetel().uri("/account/"), HttpClient.newHttpClient(), out);

            assertThat(status).isEqualTo(200);
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .contains("curl '")
                    .contains("$SONETEL_REFRESH_TOKEN")
                    .doesNotContain("eyJ");
        }
    }

    // region emulator
    @Test
    @WithMockAuthServer
    void fiftyCallersOfAnExpiredTokenCauseOneRefresh(
            MockAuthServer mock, @Emulated("sonetel") URI base, MockClock clock) {
        Sonetel sonetel = new Sonetel(config(base), JdkTransport.create(), clock);
        try (TokenSource tokens = TokenSource.of(sonetel)) { // or whatever client you test, in any language
            Token first = tokens.token();
            clock.advance(Duration.ofDays(2)); // the service and its tokens are two days older

            List<CompletableFuture<Token>> callers =
                    Stream.generate(tokens::tokenAsync).limit(50).toList();
            assertThat(callers).allMatch(caller -> !caller.join().equals(first));
        }
        mock.verify().refreshes(1).noSecretInQueryString().noRotatedRefreshTokenUsedAgain();
    }
    // endregion

    @Test
    @WithMockAuthServer
    void aReaderSeesEachCallBeforeItIsSent(@Emulated("xbooker") URI base) {
        XBookerConfig config = XBookerConfig.of("org-1", "xbooker-client", Secret.of("xbooker-secret"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        Map<String, Object> organization =
                reader(config.withAuthAddress(base + "/auth/v1").withApiAddress(base + "/delegated/v1"), out);

        assertThat(organization).isNotEmpty();
        assertThat(printed.toString(StandardCharsets.UTF_8).split("curl '")).hasSize(4);
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("xbooker-secret");
        assertThat(Repository.read("README.md"))
                .contains("```sh\n" + CurlCommand.of(new XBooker(config).refreshTokenRequest()) + "\n```\n");
    }

    private static Map<String, Object> reader(XBookerConfig config, PrintStream out) {
        // region reader
        XBooker xBooker = new XBooker(config);

        // 1. GET /tokens/refresh: the client secret buys a refresh token
        out.println(CurlCommand.of(xBooker.refreshTokenRequest())); // before anything is sent
        Secret refreshToken = xBooker.refreshToken();

        // 2. GET /tokens/access: the refresh token buys an access token of two minutes
        out.println(CurlCommand.of(xBooker.accessTokenRequest(refreshToken)));
        Token token = xBooker.accessToken(refreshToken);

        // 3. GET /organization: the access token is used
        out.println(CurlCommand.of(xBooker.organizationRequest(token)).withVariables());
        return xBooker.organization(token);
        // endregion
    }

    private static SonetelConfig config(URI base) {
        return SonetelConfig.of("user@example.com", Secret.of("password"))
                .withTokenEndpoint(base + "/SonetelAuth/beta/oauth/token")
                .withApiAddress(base.toString());
    }

    private static int developer(SonetelConfig config, URI account, HttpClient http, PrintStream out) throws Exception {
        // region developer
        Sonetel sonetel = new Sonetel(config);
        try {
            Token token = sonetel.token(); // user name and password, once
            Token renewed = sonetel.refresh(token); // the refresh token from then on

            HttpRequest request = HttpRequest.newBuilder(account)
                    .header("Authorization", renewed.revealAuthorization())
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());

            out.println(CurlCommand.of(sonetel.passwordRequest())); // masked
            out.println(CurlCommand.of(sonetel.refreshRequest(token)).withVariables()); // runs, once they are set
            return response.statusCode();
        } catch (TokenException e) {
            out.println(e.getMessage()); // what was wrong, and what to do
            throw e;
        }
        // endregion
    }
}
