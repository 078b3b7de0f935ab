package dev.tokentrail.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.provider.sonetel.Sonetel;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The code that the root README shows. */
class ReadmeTest {

    @Test
    void aDeveloperGetsUsesAndRefreshesATokenAndSeesTheCalls() throws Exception {
        try (MockAuthServer emulator = MockAuthServer.start()) {
            SonetelConfig config = SonetelConfig.of("user@example.com", Secret.of("password"))
                    .withTokenEndpoint(emulator.sonetel()
                            .uri("/SonetelAuth/beta/oauth/token")
                            .toString())
                    .withApiAddress(emulator.sonetel().uri().toString());
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
