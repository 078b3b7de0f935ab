package dev.tokentrail.mock.probe;

import dev.tokentrail.mock.MockAuthServer;
import java.util.List;

/** GoTo. */
final class GoToSubject extends Subject {

    static final String CALLBACK = "http://127.0.0.1:5000/login/oauth2/code/goto";

    GoToSubject(MockAuthServer mock) {
        super(mock);
    }

    @Override
    String title() {
        return "GoTo";
    }

    @Override
    Client main() {
        return new Client("goto-client", "goto-secret");
    }

    @Override
    Client other() {
        return new Client("goto-legacy", "goto-legacy-secret");
    }

    @Override
    Call token() {
        return as(
                main(),
                call(
                        "POST",
                        "/goto/oauth/token",
                        Call.Carrier.FORM,
                        "grant_type",
                        "personal_access_token",
                        "pat",
                        "goto-pat"));
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
        Reply reply = redeem(code()).send();
        return new Pair(reply.text("access_token"), reply.text("refresh_token"));
    }

    @Override
    Call refresh(String refreshToken) {
        return as(
                main(),
                call(
                        "POST",
                        "/goto/oauth/token",
                        Call.Carrier.FORM,
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        refreshToken));
    }

    @Override
    Call api(String accessToken) {
        return call("POST", "/goto/messaging/v1/messages", Call.Carrier.JSON)
                .body(
                        "application/json",
                        "{\"ownerPhoneNumber\":\"+15550100\",\"contactPhoneNumbers\":[\"+15550101\"],\"body\":\"hi\"}")
                .bearer(accessToken);
    }

    @Override
    Call authorize() {
        return call(
                "GET",
                "/goto/oauth/authorize",
                Call.Carrier.QUERY,
                "client_id",
                main().id(),
                "response_type",
                "code",
                "redirect_uri",
                CALLBACK,
                "scope",
                "messaging.v1.send users.v1.lines.read",
                "state",
                "s1");
    }

    @Override
    Call redeem(String code) {
        return as(
                main(),
                call(
                        "POST",
                        "/goto/oauth/token",
                        Call.Carrier.FORM,
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        CALLBACK));
    }

    @Override
    Call introspect(String token) {
        return as(main(), call("POST", "/goto/oauth/introspect", Call.Carrier.FORM, "token", token));
    }

    @Override
    Call revoke(String token) {
        return as(main(), call("POST", "/goto/oauth/revoke", Call.Carrier.FORM, "token", token));
    }

    @Override
    long accessSeconds() {
        return 3600;
    }

    @Override
    long refreshSeconds() {
        return 2_592_000;
    }

    @Override
    List<String> absentPaths() {
        return List.of("/goto/.well-known/openid-configuration", "/goto/oauth/userinfo", "/goto/oauth/device");
    }
}
