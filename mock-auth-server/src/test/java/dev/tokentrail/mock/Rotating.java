package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.json;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;

/** The services that rotate refresh tokens, each asked in its own words. */
enum Rotating {
    X3("x3", "") {
        @Override
        Reply signIn(MockAuthServer mock) {
            String code = get(mock.x3()
                            .uri(
                                    "/token/authorise?client_id=x3-client&scope=api.graphQL"
                                            + "&customer=https%3A%2F%2Fcustomer.example&redirect_uri=http%3A%2F%2Flocalhost%2F"))
                    .redirected("code");
            return token(mock, "authorization_code", "code", code, "x3-client", "x3-secret");
        }

        @Override
        Reply refresh(MockAuthServer mock, String refreshToken) {
            return token(mock, "refresh_token", "refresh_token", refreshToken, "x3-client", "x3-secret");
        }

        @Override
        Reply refreshAsAnother(MockAuthServer mock, String refreshToken) {
            return token(mock, "refresh_token", "refresh_token", refreshToken, "x3-other", "x3-other-secret");
        }

        @Override
        Reply call(MockAuthServer mock, Reply pair) {
            return postJson(mock.x3().uri("/graphql"), "{}", "Authorization", bearer(pair));
        }

        private Reply token(
                MockAuthServer mock, String grant, String name, String value, String client, String secret) {
            return postJson(
                    mock.x3().uri("/token"),
                    json(
                            "grant_type",
                            grant,
                            name,
                            value,
                            "redirect_uri",
                            "http://localhost/",
                            "client_id",
                            client,
                            "client_secret",
                            secret));
        }
    },
    SONETEL("sonetel", "") {
        @Override
        Reply signIn(MockAuthServer mock) {
            return new SonetelFixture(mock).signIn();
        }

        @Override
        Reply refresh(MockAuthServer mock, String refreshToken) {
            return new SonetelFixture(mock).refresh(refreshToken);
        }

        @Override
        Reply refreshAsAnother(MockAuthServer mock, String refreshToken) {
            return Caller.postForm(
                    mock.sonetel().uri("/SonetelAuth/beta/oauth/token"),
                    Caller.form("grant_type", "refresh_token", "refresh_token", refreshToken, "refresh", "yes"),
                    "Authorization",
                    Caller.basic("sonetel-web", "sonetel-web"));
        }

        @Override
        Reply call(MockAuthServer mock, Reply pair) {
            return new SonetelFixture(mock).account(pair);
        }
    },
    /** Opaque tokens, of which a refresh ends the earlier access token. */
    WSO2("wso2", "\"version\":\"3.2\",") {
        @Override
        Reply signIn(MockAuthServer mock) {
            return wso2SignIn(mock);
        }

        @Override
        Reply refresh(MockAuthServer mock, String refreshToken) {
            return new Wso2Fixture(mock).refresh(refreshToken);
        }

        @Override
        Reply refreshAsAnother(MockAuthServer mock, String refreshToken) {
            return wso2AsAnother(mock, refreshToken);
        }

        @Override
        Reply call(MockAuthServer mock, Reply pair) {
            return new Wso2Fixture(mock).menu(pair.text("access_token"));
        }
    },
    /** JWTs, which are not persisted. */
    WSO2_JWT("wso2", "\"version\":\"4.2\",") {
        @Override
        Reply signIn(MockAuthServer mock) {
            return wso2SignIn(mock);
        }

        @Override
        Reply refresh(MockAuthServer mock, String refreshToken) {
            return new Wso2Fixture(mock).refresh(refreshToken);
        }

        @Override
        Reply refreshAsAnother(MockAuthServer mock, String refreshToken) {
            return wso2AsAnother(mock, refreshToken);
        }

        @Override
        Reply call(MockAuthServer mock, Reply pair) {
            return new Wso2Fixture(mock).menu(pair.text("access_token"));
        }
    };

    private final String service;
    private final String settings;

    Rotating(String service, String settings) {
        this.service = service;
        this.settings = settings;
    }

    /** An emulator in which this service has such a policy; its clock stands still. */
    MockAuthServer emulator(MockAuthServer server, String policy, int graceSeconds) {
        MockAuthServer mock = server.namespace()
                .configure("{\"" + service + "\":{" + settings + "\"refreshTokenReuse\":\"" + policy
                        + "\",\"refreshTokenGraceSeconds\":" + graceSeconds + "}}")
                .open();
        mock.clock().freeze();
        return mock;
    }

    /** A pair of a grant of its own; at WSO2 the scope makes it one. */
    abstract Reply signIn(MockAuthServer mock);

    abstract Reply refresh(MockAuthServer mock, String refreshToken);

    abstract Reply refreshAsAnother(MockAuthServer mock, String refreshToken);

    /** A call of the API. */
    abstract Reply call(MockAuthServer mock, Reply pair);

    Reply refresh(MockAuthServer mock, Reply pair) {
        return refresh(mock, pair.text("refresh_token"));
    }

    /** A refresh that has to succeed. */
    Reply next(MockAuthServer mock, Reply pair) {
        Reply next = refresh(mock, pair);
        assertThat(next.status() / 100).as(next.body()).isEqualTo(2);
        assertThat(next.text("refresh_token")).isNotEqualTo(pair.text("refresh_token"));
        return next;
    }

    boolean accepts(MockAuthServer mock, Reply pair) {
        return call(mock, pair).status() == 200;
    }

    void assertUsedUp(Reply refused) {
        switch (this) {
            case X3 -> {
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.body()).isEqualTo("{\"message\":\"Pairing request not found\"}");
            }
            case SONETEL -> {
                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.text("error")).isEqualTo("invalid_grant");
                assertThat(refused.text("error_description")).isEqualTo("Invalid refresh token");
            }
            default ->
                Wso2Fixture.assertError(refused, 400, "invalid_grant", "Invalid refresh token value in the request");
        }
    }

    private static String bearer(Reply pair) {
        return "Bearer " + pair.text("access_token");
    }

    private static Reply wso2SignIn(MockAuthServer mock) {
        return new Wso2Fixture(mock).password("device_" + System.nanoTime());
    }

    private static Reply wso2AsAnother(MockAuthServer mock, String refreshToken) {
        return new Wso2Fixture(mock)
                .tokenBy(Wso2Fixture.OTHER, "grant_type", "refresh_token", "refresh_token", refreshToken);
    }
}
