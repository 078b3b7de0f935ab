package dev.tokentrail.mock.probe;

import dev.tokentrail.mock.MockAuthServer;
import java.util.List;

/** Sonetel. */
final class SonetelSubject extends Subject {

    private static final String TOKEN = "/sonetel/SonetelAuth/beta/oauth/token";

    SonetelSubject(MockAuthServer mock) {
        super(mock);
    }

    @Override
    String title() {
        return "Sonetel";
    }

    @Override
    Client main() {
        return new Client("sonetel-api", "sonetel-api");
    }

    @Override
    Client other() {
        return new Client("sonetel-web", "sonetel-web");
    }

    @Override
    Call token() {
        return as(
                main(),
                call(
                        "POST",
                        TOKEN,
                        Call.Carrier.FORM,
                        "grant_type",
                        "password",
                        "username",
                        "user@example.com",
                        "password",
                        "password",
                        "refresh",
                        "yes"));
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
        return as(
                main(),
                call(
                        "POST",
                        TOKEN,
                        Call.Carrier.FORM,
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        refreshToken,
                        "refresh",
                        "yes"));
    }

    @Override
    Call api(String accessToken) {
        return call("GET", "/sonetel/account/", Call.Carrier.QUERY).bearer(accessToken);
    }

    @Override
    long accessSeconds() {
        return 86_400;
    }

    @Override
    long refreshSeconds() {
        return 2_592_000;
    }

    @Override
    List<String> absentPaths() {
        return List.of(
                "/sonetel/SonetelAuth/beta/oauth/authorize",
                "/sonetel/SonetelAuth/beta/oauth/introspect",
                "/sonetel/SonetelAuth/beta/oauth/revoke",
                "/sonetel/SonetelAuth/beta/oauth/check_token");
    }
}
