package dev.tokentrail.mock.probe;

import dev.tokentrail.mock.MockAuthServer;
import java.util.List;

/** The emulators that are probed, with a few clients more than by default. */
final class Emulators {

    private static final String CONFIGURATION = """
            {
              "x3": {"clients": [
                {"id": "x3-client", "secret": "x3-secret"},
                {"id": "x3-other", "secret": "x3-other-secret"},
                {"id": "x3-disabled", "secret": "x3-disabled-secret", "disabled": true},
                {"id": "exact", "secret": "exact-secret", "redirectUris": ["https://app.example/callback"]},
                {"id": "query", "secret": "query-secret", "redirectUris": ["https://app.example/callback?tenant=1"]},
                {"id": "unicode", "secret": "%SECRET%"}]},
              "sonetel": {"clients": [
                {"id": "sonetel-api", "secret": "sonetel-api"},
                {"id": "sonetel-web", "secret": "sonetel-web"},
                {"id": "unicode", "secret": "%SECRET%"}]},
              "xbooker": {"apps": [
                {"id": "xbooker-client", "secret": "xbooker-secret", "scopes": ["organization.read"]},
                {"id": "xbooker-other", "secret": "xbooker-other-secret", "scopes": ["members.read"]},
                {"id": "xbooker-expiring", "secret": "xbooker-expiring-secret", "expires": "2030-01-01T00:00:00Z"},
                {"id": "unicode", "secret": "%SECRET%"}]},
              "goto": {"clients": [
                {"id": "goto-client", "secret": "goto-secret"},
                {"id": "goto-legacy", "secret": "goto-legacy-secret",
                 "grants": ["authorization_code", "refresh_token", "password"]},
                {"id": "goto-public", "grants": ["authorization_code", "refresh_token"]},
                {"id": "exact", "secret": "exact-secret", "redirectUris": ["https://app.example/callback"]},
                {"id": "two", "secret": "two-secret",
                 "redirectUris": ["https://app.example/callback", "https://app.example/second"]},
                {"id": "query", "secret": "query-secret", "redirectUris": ["https://app.example/callback?tenant=1"]},
                {"id": "unicode", "secret": "%SECRET%"}]},
              "wso2": {"version": "%VERSION%", "applications": [
                {"key": "mainKey", "secret": "mainSecret"},
                {"key": "otherKey", "secret": "otherSecret"},
                {"key": "exact", "secret": "exact-secret", "redirectUris": ["https://app.example/callback"]},
                {"key": "query", "secret": "query-secret", "redirectUris": ["https://app.example/callback?tenant=1"]},
                {"key": "unicode", "secret": "%SECRET%"},
                {"key": "inactiveKey", "secret": "inactiveSecret", "active": false},
                {"key": "pkceKey", "secret": "pkceSecret", "pkceMandatory": true},
                {"key": "plainKey", "secret": "plainSecret", "plainPkce": true},
                {"key": "fewKey", "secret": "fewSecret", "grants": ["client_credentials"]}]}
            }
            """;

    private Emulators() {}

    /** One subject for each column, then X3's second region and WSO2's gateway, which must answer alike. */
    static List<Subject> start() {
        return List.of(
                new X3Subject(emulator("3.2"), "eu"),
                new SonetelSubject(emulator("3.2")),
                new XBookerSubject(emulator("3.2")),
                new GoToSubject(emulator("3.2")),
                new Wso2Subject(emulator("3.2"), "3.2", "/wso2/oauth2"),
                new Wso2Subject(emulator("4.2"), "4.2", "/wso2/oauth2"),
                new X3Subject(emulator("3.2"), "us"),
                new Wso2Subject(emulator("3.2"), "3.2", "/wso2"));
    }

    private static MockAuthServer emulator(String version) {
        return MockAuthServer.create()
                .configure(CONFIGURATION.replace("%VERSION%", version).replace("%SECRET%", Subject.UNICODE_SECRET))
                .start();
    }
}
