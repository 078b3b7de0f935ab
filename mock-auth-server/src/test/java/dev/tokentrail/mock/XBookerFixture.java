package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.get;

import dev.tokentrail.mock.Caller.Reply;

/** X Booker's good calls with the demo credentials. */
final class XBookerFixture {

    private final MockAuthServer mock;

    XBookerFixture(MockAuthServer mock) {
        this.mock = mock;
    }

    Reply refreshToken() {
        return get(
                mock.xBooker().uri("/auth/v1/tokens/refresh"),
                "organization-id",
                "org-1",
                "client-id",
                "xbooker-client",
                "client-secret",
                "xbooker-secret");
    }
}
