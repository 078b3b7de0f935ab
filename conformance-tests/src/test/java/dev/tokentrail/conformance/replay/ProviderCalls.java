package dev.tokentrail.conformance.replay;

import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenExchange;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every call of every provider as a request to some origin, with secrets that need escaping wherever they may. */
final class ProviderCalls {

    private static final Secret SECRET = Secret.of("s3cr&t+/=%'\"\\ $HOME `id` é");
    private static final Secret CODE = Secret.of("code+/=&-_.~");
    private static final String CALLBACK = "http://127.0.0.1:5050/callback";
    private static final Token TOKEN = new Token(
            Secret.of("eyJhbGciOiJub25lIn0.e30.c2ln"),
            "Bearer",
            Expiry.unknown(),
            Secret.of("refresh-token+/=&"),
            Expiry.unknown(),
            List.of(),
            Map.of());

    /** One that is the same each time it is built, its code verifier included. */
    private static final AuthorizationTransaction LOGIN = AuthorizationTransaction.fromJson("""
            {"provider": "any", "uri": "https://as.example/authorize", "state": "state-1",
             "code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
             "redirect_uri": "http://127.0.0.1:5050/callback",
             "started_at": "2030-01-01T00:00:00Z", "expires_at": "2030-01-01T00:10:00Z"}
            """);

    private ProviderCalls() {}

    static Map<String, WireRequest> to(String origin) {
        Map<String, WireRequest> calls = new LinkedHashMap<>();
        x3(calls, origin);
        sonetel(calls, origin);
        xBooker(calls, origin);
        goTo(calls, origin);
        wso2(calls, origin);
        return calls;
    }

    private static void x3(Map<String, WireRequest> calls, String origin) {
        X3 x3 = new X3(X3Config.of(origin + "/v1", "id with space", SECRET, CALLBACK));
        calls.put("X3 code", x3.authorizationCodeRequest(CODE, LOGIN, origin + "/v1"));
        calls.put("X3 refresh", x3.refreshRequest(TOKEN));
    }

    private static void sonetel(Map<String, WireRequest> calls, String origin) {
        for (SonetelConfig.Encoding encoding : SonetelConfig.Encoding.values()) {
            Sonetel sonetel = new Sonetel(SonetelConfig.of("o'brien+test@example.com", SECRET)
                    .withTokenEndpoint(origin + "/SonetelAuth/beta/oauth/token")
                    .withApiAddress(origin)
                    .withEncoding(encoding));
            calls.put("Sonetel password " + encoding, sonetel.passwordRequest());
            calls.put("Sonetel refresh " + encoding, sonetel.refreshRequest(TOKEN));
            calls.put("Sonetel account " + encoding, sonetel.accountRequest(TOKEN));
        }
    }

    private static void xBooker(Map<String, WireRequest> calls, String origin) {
        XBooker xBooker = new XBooker(XBookerConfig.of("org-1", "client 1", Secret.of("s3cr&t+/=%'\"\\ $HOME `id`"))
                .withAuthAddress(origin + "/auth/v1")
                .withApiAddress(origin + "/delegated/v1"));
        calls.put("X Booker refresh token", xBooker.refreshTokenRequest());
        calls.put("X Booker access token", xBooker.accessTokenRequest(TOKEN.requireRefreshToken()));
        calls.put("X Booker organization", xBooker.organizationRequest(TOKEN));
    }

    private static void goTo(Map<String, WireRequest> calls, String origin) {
        GoTo goTo = new GoTo(GoToConfig.of("id:1", SECRET, CALLBACK).at(origin));
        calls.put("GoTo code", goTo.exchangeRequest(CODE, LOGIN));
        calls.put("GoTo refresh", goTo.refreshRequest(TOKEN));
        calls.put("GoTo personal access token", goTo.personalAccessTokenRequest(SECRET));
        calls.put("GoTo password", goTo.legacyPasswordRequest("o'brien@example.com", SECRET));
        calls.put("GoTo introspect", goTo.introspectRequest(TOKEN.accessToken()));
        calls.put("GoTo revoke", goTo.revokeRequest(TOKEN.accessToken()));
        calls.put("GoTo keys", goTo.jwksRequest());
        calls.put("GoTo metadata", goTo.metadataRequest());
        calls.put("GoTo message", goTo.sendMessageRequest(TOKEN, "+15550100", List.of("+15550199"), "It's \"ü\" & $1"));
    }

    private static void wso2(Map<String, WireRequest> calls, String origin) {
        Wso2 wso2 = new Wso2(
                Wso2Config.atServer(origin, "key", SECRET).withGateway(origin).withRedirectUri(CALLBACK));
        calls.put("WSO2 password", wso2.requests().password("admin@example.com", SECRET, List.of("a", "b")));
        calls.put("WSO2 client credentials", wso2.clientCredentialsRequest(Duration.ofMinutes(10), "a"));
        calls.put("WSO2 code", wso2.requests().authorizationCode(CODE, LOGIN));
        calls.put("WSO2 refresh", wso2.requests().refresh(TOKEN.requireRefreshToken(), List.of()));
        calls.put("WSO2 JWT-bearer", wso2.requests().jwtBearer(SECRET, List.of()));
        calls.put("WSO2 SAML2-bearer", wso2.requests().saml2Bearer(SECRET, List.of()));
        calls.put("WSO2 Kerberos", wso2.kerberosRequest("EXAMPLE.COM", SECRET));
        calls.put("WSO2 NTLM", wso2.ntlmRequest(SECRET));
        calls.put("WSO2 exchange", wso2.requests().tokenExchange(TokenExchange.of(SECRET, TokenExchange.JWT)));
        calls.put("WSO2 device", wso2.requests().deviceAuthorization(List.of("openid")));
        calls.put("WSO2 device token", wso2.requests().deviceToken(SECRET));
        calls.put("WSO2 revoke", wso2.requests().revoke(TOKEN.accessToken(), "access_token"));
        calls.put("WSO2 introspect", wso2.requests().introspect(TOKEN.accessToken()));
        calls.put("WSO2 userinfo", wso2.requests().userinfo(TOKEN.accessToken()));
        calls.put("WSO2 keys", wso2.jwksRequest());
        calls.put("WSO2 API", wso2.apiRequest(TOKEN, "GET", "/pizzashack/1.0.0/menu?a=b%20c"));
    }
}
