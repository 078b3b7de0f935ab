package dev.tokentrail.mock.probe;

import dev.tokentrail.mock.MockAuthServer;
import java.util.List;

/** WSO2 API Manager in one version. */
final class Wso2Subject extends Subject {

    static final String CALLBACK = "https://client.example.com/cb";
    static final String URN = "urn:ietf:params:oauth:grant-type:";

    private final String version;
    private final String base;

    /** {@code /wso2} are the paths of the gateway, up to 3.2; {@code /wso2/oauth2} those of the key manager. */
    Wso2Subject(MockAuthServer mock, String version, String base) {
        super(mock);
        this.version = version;
        this.base = base;
    }

    @Override
    String title() {
        return "WSO2 " + version;
    }

    @Override
    Client main() {
        return new Client("mainKey", "mainSecret");
    }

    @Override
    Client other() {
        return new Client("otherKey", "otherSecret");
    }

    @Override
    Call token() {
        return grant("password", "username", "admin", "password", "admin", "scope", "PRODUCTION pizza.order");
    }

    /** A token request of any grant. */
    Call grant(String grantType, String... parameters) {
        Call call = call("POST", base + "/token", Call.Carrier.FORM, "grant_type", grantType);
        for (int i = 0; i < parameters.length; i += 2) {
            call.add(parameters[i], parameters[i + 1]);
        }
        return as(main(), call);
    }

    @Override
    Call as(Client client, Call call) {
        return call.basic(client.id(), client.secret());
    }

    @Override
    Call anonymous(Call call) {
        return call.withoutHeader("Authorization");
    }

    @Override
    Pair pair() {
        Reply reply = token().send();
        return new Pair(reply.text("access_token"), reply.text("refresh_token"));
    }

    @Override
    Call refresh(String refreshToken) {
        return grant("refresh_token", "refresh_token", refreshToken);
    }

    @Override
    Call api(String accessToken) {
        return call("POST", "/wso2/pizzashack/1.0.0/order", Call.Carrier.FORM)
                .bearer(accessToken)
                .header("Accept", "application/json");
    }

    @Override
    Call authorize() {
        return call(
                "GET",
                base + "/authorize",
                Call.Carrier.QUERY,
                "client_id",
                main().id(),
                "response_type",
                "code",
                "redirect_uri",
                CALLBACK,
                "scope",
                "PRODUCTION",
                "state",
                "s1");
    }

    @Override
    Call redeem(String code) {
        return grant("authorization_code", "code", code, "redirect_uri", CALLBACK);
    }

    Call userinfo(String accessToken) {
        return call("GET", base + "/userinfo", Call.Carrier.QUERY).bearer(accessToken);
    }

    @Override
    Call introspect(String token) {
        return as(main(), call("POST", "/wso2/oauth2/introspect", Call.Carrier.FORM, "token", token));
    }

    @Override
    Call revoke(String token) {
        return as(main(), call("POST", base + "/revoke", Call.Carrier.FORM, "token", token));
    }

    @Override
    long accessSeconds() {
        return 3600;
    }

    @Override
    long refreshSeconds() {
        return 86_400;
    }

    @Override
    List<String> absentPaths() {
        return version.equals("3.2")
                ? List.of("/wso2/oauth2/device_authorize")
                : List.of("/wso2/token", "/wso2/authorize", "/wso2/revoke", "/wso2/userinfo");
    }
}
