package dev.tokentrail.conformance.readme;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.DeviceAuthorization;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenExchange;
import dev.tokentrail.mock.MockAuthServer;
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
import dev.tokentrail.testsupport.Browser;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every call that a README shows, made against the emulator. */
final class Walks {

    private static final String METADATA = "/.well-known/oauth-authorization-server";
    private static final String STATE = "dGhlLXN0YXRl";

    private Walks() {}

    static Map<String, Transcript> sonetel(MockAuthServer emulator) throws Exception {
        SonetelConfig real = SonetelConfig.of("user@example.com", Secret.of("password"));
        String tokenEndpoint =
                emulator.sonetel().uri("/SonetelAuth/beta/oauth/token").toString();
        String api = emulator.sonetel().uri().toString();
        Recording recording =
                new Recording(ordered(tokenEndpoint, SonetelConfig.TOKEN_ENDPOINT, api, SonetelConfig.API_ADDRESS));
        SonetelConfig config = real.withTokenEndpoint(tokenEndpoint).withApiAddress(api);
        Sonetel sonetel = new Sonetel(config, recording.transport(), emulator.clock());

        Token token = recording.call("password", sonetel::token);
        recording.call(
                "password-multipart",
                () -> new Sonetel(
                                config.withEncoding(SonetelConfig.Encoding.MULTIPART),
                                recording.transport(),
                                emulator.clock())
                        .token());
        recording.call("account", () -> sonetel.account(token));
        recording.call("refresh", () -> sonetel.refresh(token));
        recording.refused("used-refresh-token", () -> sonetel.refresh(token));
        return recording.transcripts();
    }

    static Map<String, Transcript> goTo(MockAuthServer emulator) throws Exception {
        GoToConfig real =
                GoToConfig.of("goto-client", Secret.of("goto-secret"), "http://127.0.0.1:5000/login/oauth2/code/goto");
        String address = emulator.goTo().uri().toString();
        Recording recording = new Recording(
                ordered(
                        address + "/messaging",
                        GoToConfig.API + "/messaging",
                        emulator.url() + METADATA + "/goto",
                        GoToConfig.ADDRESS + METADATA,
                        address,
                        GoToConfig.ADDRESS),
                "id");
        GoTo goTo = new GoTo(real.at(address), recording.transport(), emulator.clock());

        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");
        AuthorizationCallback callback = comesBack(login);
        Token token = recording.call("code", () -> goTo.complete(login, callback));
        recording.call(
                "message",
                () -> goTo.sendMessage(token, "+15145550100", List.of("+15145550199"), "Sent with Tokentrail"));
        recording.call("refresh", () -> goTo.refresh(token));
        recording.call("personal-access-token", () -> goTo.personalAccessToken(Secret.of("goto-pat")));
        recording.call("introspect", () -> goTo.introspect(token.accessToken()));
        recording.call("revoke", () -> {
            goTo.revoke(token.requireRefreshToken());
            return "";
        });
        recording.refused("revoked-refresh-token", () -> goTo.refresh(token));
        recording.call("keys", goTo::jwks);
        recording.call("metadata", goTo::metadata);
        return recording.transcripts();
    }

    static Map<String, Transcript> x3(MockAuthServer emulator) throws Exception {
        String root = emulator.x3().uri().toString();
        Recording recording = new Recording(ordered(root, "https://api.eu-sagex3.com/v1"));
        X3 x3 = new X3(
                X3Config.of(root, "x3-client", Secret.of("x3-secret"), "https://localhost:5050/callback"),
                recording.transport(),
                emulator.clock());

        AuthorizationTransaction fresh = x3.authorize("https://customer.example", "api.graphQL");
        AuthorizationTransaction pairing = AuthorizationTransaction.fromJson(
                fresh.toJson().replace(fresh.state().reveal(), STATE));
        String callback = recording
                .call("pairing", () -> recording.transport().send(x3.authorizeRequest(pairing)))
                .header("Location")
                .orElseThrow();
        Token token = recording.call("code", () -> x3.complete(pairing, AuthorizationCallback.fromUri(callback)));
        recording.call("refresh", () -> x3.refresh(token));
        recording.refused("used-refresh-token", () -> x3.refresh(token));
        return recording.transcripts();
    }

    static Map<String, Transcript> xBooker(MockAuthServer emulator) throws Exception {
        XBookerConfig real = XBookerConfig.of("org-1", "xbooker-client", Secret.of("xbooker-secret"));
        String auth = emulator.xBooker().uri("/auth/v1").toString();
        String api = emulator.xBooker().uri("/delegated/v1").toString();
        Recording recording = new Recording(ordered(auth, XBookerConfig.AUTH_ADDRESS, api, XBookerConfig.API_ADDRESS));
        XBooker xBooker =
                new XBooker(real.withAuthAddress(auth).withApiAddress(api), recording.transport(), emulator.clock());

        Secret refreshToken = recording.call("refresh-token", xBooker::refreshToken);
        Token token = recording.call("access-token", () -> xBooker.accessToken(refreshToken));
        recording.call("organization", () -> xBooker.organization(token));
        emulator.clock().advance(Duration.ofMinutes(2));
        recording.refused("expired", () -> xBooker.organization(token));
        return recording.transcripts();
    }

    static Map<String, Transcript> wso2(MockAuthServer emulator) throws Exception {
        Secret password = Secret.of("admin");
        String address = emulator.wso2().uri().toString();
        Recording recording = new Recording(ordered(
                address + "/oauth2",
                "https://localhost:9443/oauth2",
                address + "/authenticationendpoint",
                "https://localhost:9443/authenticationendpoint",
                address,
                "https://localhost:8243"));
        Secret secret = Secret.of("ksdSdoefDDP7wpaElfqvmjDue");
        String key = "wU62DjlyDBnq87GlBwplfqvmAbAa";
        Wso2Config config = Wso2Config.atServer(address, key, secret)
                .withGateway(address)
                .withRedirectUri("https://client.example.com/cb");
        Wso2 wso2 = new Wso2(config, recording.transport(), emulator.clock());

        Token token = recording.call("password", () -> wso2.password("admin", password));
        try (MockAuthServer older = ReadmeTranscriptsTest.emulator("3.2")) {
            Recording atGateway = new Recording(ordered(older.wso2().uri().toString(), "https://localhost:8243"));
            Wso2 gateway = new Wso2(
                    Wso2Config.atGateway(older.wso2().uri().toString(), key, secret),
                    atGateway.transport(),
                    older.clock());
            atGateway.call("password-gateway", () -> gateway.password("admin", password));
            recording.take(atGateway);
        }
        recording.call("application", () -> wso2.clientCredentials(Duration.ofMinutes(10)));
        AuthorizationTransaction login = wso2.authorize("openid", "pizza.order");
        AuthorizationCallback callback = comesBack(login);
        Token signedIn = recording.call("code", () -> wso2.complete(login, callback));
        recording.call("api", () -> wso2.callApi(wso2.apiRequest(token, "GET", "/pizzashack/1.0.0/menu")));
        recording.call("refresh", () -> wso2.refresh(token));
        recording.refused("used-refresh-token", () -> wso2.refresh(token));
        recording.call("introspect", () -> wso2.introspect(signedIn.accessToken()));
        recording.call("userinfo", () -> wso2.userinfo(signedIn));
        recording.call("revoke", () -> {
            wso2.revokeRefreshToken(signedIn);
            return "";
        });
        recording.call("keys", wso2::jwks);
        Secret assertion = Secret.of(emulator.jwtAssertion("admin"));
        recording.call("jwt-bearer", () -> wso2.jwtBearer(assertion));
        recording.call("saml2-bearer", () -> wso2.saml2Bearer(Secret.of(emulator.saml2Assertion("admin"))));
        recording.call("kerberos", () -> wso2.kerberos("EXAMPLE.COM", Secret.of("kerberos-demo-token")));
        recording.call("ntlm", () -> wso2.ntlm(Secret.of("ntlm-demo-token")));
        recording.call("exchange", () -> wso2.exchange(TokenExchange.of(assertion, TokenExchange.JWT)));
        DeviceAuthorization device =
                recording.call("device", () -> wso2.deviceFlow(time -> {}).start(List.of()));
        recording.call("device-token", () -> {
            Browser.open(device.verificationUriComplete());
            return wso2.deviceFlow(time -> {}).await(device);
        });
        return recording.transcripts();
    }

    private static AuthorizationCallback comesBack(AuthorizationTransaction login)
            throws IOException, InterruptedException {
        return AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
