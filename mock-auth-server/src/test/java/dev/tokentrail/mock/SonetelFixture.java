package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;

import dev.tokentrail.mock.Caller.Reply;

/** Sonetel's good calls with the demo credentials. */
final class SonetelFixture {

    private final MockAuthServer mock;

    SonetelFixture(MockAuthServer mock) {
        this.mock = mock;
    }

    /** Access token and refresh token. */
    Reply signIn() {
        return token(
                "grant_type", "password", "username", "user@example.com", "password", "password", "refresh", "yes");
    }

    /** A refresh that asks for the next refresh token, too. */
    Reply refresh(String refreshToken) {
        return token("grant_type", "refresh_token", "refresh_token", refreshToken, "refresh", "yes");
    }

    Reply account(Reply token) {
        return get(mock.sonetel().uri("/account/"), "Authorization", "Bearer " + token.text("access_token"));
    }

    Reply token(String... form) {
        return postForm(
                mock.sonetel().uri("/SonetelAuth/beta/oauth/token"),
                form(form),
                "Authorization",
                basic("sonetel-api", "sonetel-api"));
    }
}
