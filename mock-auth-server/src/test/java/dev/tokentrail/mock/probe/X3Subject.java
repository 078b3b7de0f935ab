package dev.tokentrail.mock.probe;

import dev.tokentrail.mock.MockAuthServer;
import java.util.List;

/** Sage X3 in one of its two regions. */
final class X3Subject extends Subject {

    private static final String CALLBACK = "https://localhost:5050/callback";

    private final String base;
    private final String customer;

    X3Subject(MockAuthServer mock, String region) {
        super(mock);
        this.base = region.equals("eu") ? "/x3/v1" : "/x3-us/v1";
        this.customer = region.equals("eu") ? "https://customer.example" : "https://customer-us.example";
    }

    @Override
    String title() {
        return "Sage X3";
    }

    @Override
    Client main() {
        return new Client("x3-client", "x3-secret");
    }

    @Override
    Client other() {
        return new Client("x3-other", "x3-other-secret");
    }

    @Override
    Call token() {
        return refresh(pair().refresh());
    }

    /** The same request at the other region. */
    Call elsewhere(Call call) {
        return call.at((base.equals("/x3/v1") ? "/x3-us/v1" : "/x3/v1") + "/token");
    }

    @Override
    Call tokenOf(Client client) {
        String code = authorize().set("client_id", client.id()).send().redirected("code");
        return as(client, redeem(String.valueOf(code)));
    }

    @Override
    Call as(Client client, Call call) {
        return call.set("client_id", client.id()).set("client_secret", client.secret());
    }

    @Override
    Call anonymous(Call call) {
        return call.without("client_id").without("client_secret");
    }

    @Override
    Pair pair() {
        Reply reply = redeem(code()).send();
        return new Pair(reply.text("access_token"), reply.text("refresh_token"));
    }

    @Override
    Call refresh(String refreshToken) {
        return as(
                main(),
                call(
                        "POST",
                        base + "/token",
                        Call.Carrier.JSON,
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        refreshToken));
    }

    @Override
    Call api(String accessToken) {
        return call("POST", base + "/graphql", Call.Carrier.JSON).bearer(accessToken);
    }

    @Override
    Call authorize() {
        return call(
                "GET",
                base + "/token/authorise",
                Call.Carrier.QUERY,
                "client_id",
                main().id(),
                "scope",
                "api.graphQL",
                "customer",
                customer,
                "redirect_uri",
                CALLBACK,
                "state",
                "s1");
    }

    @Override
    Call redeem(String code) {
        return as(
                main(),
                call(
                        "POST",
                        base + "/token",
                        Call.Carrier.JSON,
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        CALLBACK));
    }

    @Override
    long accessSeconds() {
        return 300;
    }

    @Override
    long refreshSeconds() {
        return 2_629_800;
    }

    @Override
    List<String> absentPaths() {
        return List.of(base + "/token/introspect", base + "/token/revoke", base + "/introspect", base + "/revoke");
    }
}
