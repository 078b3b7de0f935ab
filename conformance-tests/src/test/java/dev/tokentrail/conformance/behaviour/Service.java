package dev.tokentrail.conformance.behaviour;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.provider.gotoapi.GoTo;
import dev.tokentrail.provider.gotoapi.GoToConfig;
import dev.tokentrail.provider.sonetel.Sonetel;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import dev.tokentrail.provider.wso2.Wso2;
import dev.tokentrail.provider.wso2.Wso2Config;
import dev.tokentrail.provider.x3.X3;
import dev.tokentrail.provider.x3.X3Config;
import dev.tokentrail.provider.xbooker.XBooker;
import dev.tokentrail.provider.xbooker.XBookerConfig;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A column of the table.
 *
 * @param name the service
 * @param answers what its ordinary answers look like
 * @param call its usual token request
 */
record Service(String name, ServiceAnswers answers, Call call) {

    private static final Secret SECRET = Secret.of(ServiceAnswers.SECRET);
    private static final String CALLBACK = "http://127.0.0.1:5050/callback";

    /** Sends the token request to a server that only pretends to be the service. */
    @FunctionalInterface
    interface Call {
        Token send(String baseUrl, Transport transport, Clock clock);
    }

    static List<Service> all() {
        return List.of(x3(), sonetel(), xBooker(), goTo(), wso2());
    }

    private static Service x3() {
        return new Service(
                "Sage X3",
                new ServiceAnswers(
                        201,
                        object(
                                "access_token", "x3-access-token",
                                "scope", "api.graphQL",
                                "token_type", "Bearer",
                                "expires_in", 300,
                                "refresh_token", "x3-next-refresh-token",
                                "refresh_token_expires_in", 2_629_800,
                                "customerId", "customer-1"),
                        "",
                        "access_token",
                        object("message", "Pairing request not found")),
                (url, transport, clock) ->
                        new X3(X3Config.of(url + "/v1", "client", SECRET, CALLBACK), transport, clock).refresh(old()));
    }

    private static Service sonetel() {
        return new Service(
                "Sonetel",
                new ServiceAnswers(
                        200,
                        object("access_token", "sonetel-token", "token_type", "bearer", "refresh_token", "next"),
                        "",
                        "access_token",
                        object("error", "unauthorized", "error_description", "User with name a@b.example not found")),
                (url, transport, clock) -> new Sonetel(
                                SonetelConfig.of("a@b.example", SECRET)
                                        .withTokenEndpoint(url + "/token")
                                        .withApiAddress(url),
                                transport,
                                clock)
                        .token());
    }

    private static Service xBooker() {
        return new Service(
                "X Booker",
                new ServiceAnswers(
                        200,
                        object(
                                "statusCode",
                                200,
                                "success",
                                true,
                                "message",
                                "OK",
                                "data",
                                Map.of("accessToken", "xbooker-token")),
                        "data",
                        "accessToken",
                        object("statusCode", 400, "success", false, "message", "Invalid refresh token")),
                (url, transport, clock) -> new XBooker(
                                XBookerConfig.of("org-1", "client", SECRET)
                                        .withAuthAddress(url + "/auth/v1")
                                        .withApiAddress(url + "/delegated/v1"),
                                transport,
                                clock)
                        .refresh(old()));
    }

    private static Service goTo() {
        return new Service(
                "GoTo",
                new ServiceAnswers(
                        200,
                        object(
                                "access_token",
                                "goto-token",
                                "expires_in",
                                3600,
                                "scope",
                                "a b",
                                "principal",
                                "a@b.example"),
                        "",
                        "access_token",
                        object("error", "invalid_grant", "error_description", "The refresh token is unknown")),
                (url, transport, clock) ->
                        new GoTo(GoToConfig.of("client", SECRET, CALLBACK).at(url), transport, clock).refresh(old()));
    }

    private static Service wso2() {
        return new Service(
                "WSO2",
                new ServiceAnswers(
                        200,
                        object(
                                "access_token", "0c6a5b1e-11f5-3c4b-8f0e-000000000001",
                                "refresh_token", "0c6a5b1e-11f5-3c4b-8f0e-000000000002",
                                "scope", "default",
                                "token_type", "Bearer",
                                "expires_in", 3600),
                        "",
                        "access_token",
                        object("error_description", "Persisted access token data not found", "error", "invalid_grant")),
                (url, transport, clock) ->
                        new Wso2(Wso2Config.atGateway(url, "key", SECRET), transport, clock).refresh(old()));
    }

    private static Token old() {
        return new Token(
                Secret.of("old-access-token"),
                "Bearer",
                Expiry.unknown(),
                SECRET,
                Expiry.unknown(),
                List.of(),
                Map.of());
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
