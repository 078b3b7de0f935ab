package dev.tokentrail.mock.probe;

import dev.tokentrail.mock.MockAuthServer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** X Booker, whose parameters are header lines. */
final class XBookerSubject extends Subject {

    private @Nullable String refreshToken;

    XBookerSubject(MockAuthServer mock) {
        super(mock);
    }

    @Override
    String title() {
        return "X Booker";
    }

    @Override
    Client main() {
        return new Client("xbooker-client", "xbooker-secret");
    }

    @Override
    Client other() {
        return new Client("xbooker-other", "xbooker-other-secret");
    }

    @Override
    Call token() {
        return as(
                main(),
                call("GET", "/xbooker/auth/v1/tokens/refresh", Call.Carrier.HEADERS, "organization-id", "org-1"));
    }

    @Override
    Call as(Client client, Call call) {
        return call.set("client-id", client.id()).set("client-secret", client.secret());
    }

    @Override
    Call anonymous(Call call) {
        return call.without("client-id").without("client-secret");
    }

    @Override
    String tokenAnew() {
        return token().send().text("refreshToken");
    }

    @Override
    Pair pair() {
        String refreshToken = token().send().text("refreshToken");
        return new Pair(refresh(refreshToken).send().text("accessToken"), refreshToken);
    }

    @Override
    Call refresh(String refreshToken) {
        return call(
                        "GET",
                        "/xbooker/auth/v1/tokens/access",
                        Call.Carrier.HEADERS,
                        "organization-id",
                        "org-1",
                        "client-id",
                        main().id())
                .bearer(refreshToken);
    }

    /** A further access token that leaves the earlier ones alone. */
    String another() {
        if (refreshToken == null || !refresh(refreshToken).said().equals("200 token")) {
            refreshToken = token().send().text("refreshToken");
        }
        return refresh(refreshToken).send().text("accessToken");
    }

    @Override
    Call refreshAfterLife(long secondsBefore) {
        Client expiring = new Client("xbooker-expiring", "xbooker-expiring-secret");
        String refreshToken = tokenOf(expiring).send().text("refreshToken");
        mock.clock().set(Instant.parse("2030-01-01T00:00:00Z").minusSeconds(secondsBefore));
        return refresh(refreshToken).set("client-id", expiring.id());
    }

    @Override
    Call api(String accessToken) {
        return call("GET", "/xbooker/delegated/v1/organization", Call.Carrier.QUERY)
                .bearer(accessToken);
    }

    @Override
    long accessSeconds() {
        return 120;
    }

    @Override
    long refreshSeconds() {
        return 0;
    }

    /** X Booker knows no grant types: whatever is said about one changes nothing. */
    @Override
    boolean refusesGrant(String grantType) {
        return anonymous(token()).query("grant_type", grantType).send().status() == 400
                && token().query("grant_type", grantType).send().json().get("data") instanceof java.util.Map<?, ?> data
                && data.keySet().equals(java.util.Set.of("refreshToken"));
    }

    @Override
    List<String> absentPaths() {
        return List.of(
                "/xbooker/auth/v1/authorize",
                "/xbooker/auth/v1/tokens",
                "/xbooker/auth/v1/tokens/introspect",
                "/xbooker/auth/v1/tokens/revoke");
    }
}
