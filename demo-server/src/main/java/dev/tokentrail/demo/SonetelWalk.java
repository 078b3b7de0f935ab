package dev.tokentrail.demo;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.provider.sonetel.Sonetel;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import java.time.Clock;

/** Sonetel: user name and password in, two JWTs out, and an API that fails with status 200. */
final class SonetelWalk implements Walk {

    @Override
    public String title() {
        return "Sonetel";
    }

    @Override
    public void walk(String baseUrl, Transport transport, Steps steps) {
        SonetelConfig config = SonetelConfig.of("user@example.com", Secret.of("password"))
                .withTokenEndpoint(baseUrl + "/SonetelAuth/beta/oauth/token")
                .withApiAddress(baseUrl);
        Sonetel sonetel = new Sonetel(config, transport, Clock.systemUTC());

        Token token = steps.step(
                "User name and password are exchanged for a token (the password grant is legacy; Sonetel offers a program"
                        + " nothing else).",
                sonetel::token);
        Sonetel.unverifiedAccountId(token).ifPresent(id -> steps.note("unverified claim acc_id: " + id));
        steps.run("The token opens the account call.", () -> sonetel.account(token));
        Token renewed = steps.step(
                "The refresh token gives a new pair, because the request says refresh=yes.",
                () -> sonetel.refresh(token));
        steps.run("The new token opens the account call too.", () -> sonetel.account(renewed));
        steps.step(
                "The same as multipart/form-data, the way of the original tutorial.",
                () -> new Sonetel(config.withEncoding(SonetelConfig.Encoding.MULTIPART), transport, Clock.systemUTC())
                        .token());
        SonetelConfig wrong = SonetelConfig.of("user@example.com", Secret.of("not-the-password"))
                .withTokenEndpoint(baseUrl + "/SonetelAuth/beta/oauth/token")
                .withApiAddress(baseUrl);
        steps.refused(
                "On purpose: the wrong password.",
                "invalid_grant",
                () -> new Sonetel(wrong, transport, Clock.systemUTC()).token());
    }
}
