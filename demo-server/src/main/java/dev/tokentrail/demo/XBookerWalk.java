package dev.tokentrail.demo;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.provider.xbooker.XBooker;
import dev.tokentrail.provider.xbooker.XBookerConfig;
import java.time.Clock;

/** X Booker: two GETs with header fields, an envelope, and tokens of two minutes. */
final class XBookerWalk implements Walk {

    @Override
    public String title() {
        return "X Booker";
    }

    @Override
    public void walk(String baseUrl, Transport transport, Steps steps) {
        XBooker xBooker = xBooker(baseUrl, "xbooker-secret", transport);

        Secret refreshToken = steps.step(
                "The client secret gives a long-lived refresh token; it is not needed again.", xBooker::refreshToken);
        Token token = steps.step(
                "The refresh token gives an access token of two minutes.", () -> xBooker.accessToken(refreshToken));
        steps.run("The access token opens the organization call.", () -> xBooker.organization(token));
        Token renewed = steps.step("The same refresh token gives the next access token.", () -> xBooker.refresh(token));
        steps.check(refreshToken.equals(renewed.requireRefreshToken()), "the same refresh token");
        steps.refused(
                "On purpose: the wrong client secret.",
                "invalid_client",
                () -> xBooker(baseUrl, "not-the-secret", transport).refreshToken());
        steps.step(
                "Asking for another refresh token makes the earlier access tokens worthless ...",
                xBooker::refreshToken);
        steps.refused("... as the organization call now says.", "invalid_token", () -> xBooker.organization(renewed));
    }

    private static XBooker xBooker(String baseUrl, String clientSecret, Transport transport) {
        XBookerConfig config = XBookerConfig.of("org-1", "xbooker-client", Secret.of(clientSecret))
                .withAuthAddress(baseUrl + "/auth/v1")
                .withApiAddress(baseUrl + "/delegated/v1");
        return new XBooker(config, transport, Clock.systemUTC());
    }
}
