package dev.tokentrail.conformance.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Trail;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UnverifiedJwt;
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
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Walks every provider with canaries for secrets, well and badly, and searches all that could be seen of it. */
class SecretsTest {

    private static final String CALLBACK = "http://127.0.0.1:5050/callback";

    private final Canaries canaries = new Canaries();
    private final Transcript transcript = new Transcript();
    private final Trail trail = Trail.of(JdkTransport.create(), Clock.systemUTC(), 1000, transcript::add);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();

    private final Secret x3Secret = canaries.plant("x3-client-secret");
    private final Secret sonetelPassword = canaries.plantPlain("SonetelPassword");
    private final Secret xBookerSecret = canaries.plantPlain("XBookerSecret");
    private final Secret goToSecret = canaries.plant("goto-client-secret");
    private final Secret goToPat = canaries.plant("goto-personal-access-token");
    private final Secret wso2Secret = canaries.plant("wso2-consumer-secret");
    private final Secret wso2Password = canaries.plant("wso2-password");
    private final Secret kerberosTicket = canaries.plant("wso2-kerberos-token");
    private final Secret windowsToken = canaries.plant("wso2-windows-token");

    @BeforeEach
    void listen() {
        log.start();
        root.setLevel(Level.TRACE);
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
        root.setLevel(before);
    }

    @Test
    void nothingOfASecretIsSeenAnywhere() throws IOException {
        try (MockAuthServer emulator =
                MockAuthServer.create().configure(configuration()).start()) {
            walkX3(emulator);
            walkSonetel(emulator);
            walkXBooker(emulator);
            walkGoTo(emulator);
            walkWso2(emulator);
            emulator.requests().forEach(request -> transcript.add("journal", request));
            transcript.add(
                    "journal export",
                    JdkTransport.create()
                            .send(WireRequest.get(emulator.url()
                                            .resolve("/_mock/requests")
                                            .toString())
                                    .build())
                            .text());
        }
        root.detachAppender(log);
        log.list.stream()
                .filter(SecretsTest::isOurs)
                .forEach(event -> transcript.add(
                        "log",
                        event.getLoggerName() + " "
                                + event.getFormattedMessage()
                                + (event.getThrowableProxy() == null
                                        ? ""
                                        : ThrowableProxyUtil.asString(event.getThrowableProxy()))));

        assertThat(canaries.count()).isGreaterThan(25);
        assertThat(trail.exchanges()).hasSizeGreaterThan(30);
        assertThat(transcript.texts()).containsKeys("log", "exceptions", "toString", "journal", "journal export");
        assertThat(transcript.texts().get("log")).contains("dev.tokentrail.core");
        Map<String, Map<String, String>> leaks = new LinkedHashMap<>();
        transcript.texts().forEach((where, text) -> {
            Map<String, String> found = canaries.foundIn(text);
            if (!found.isEmpty()) {
                leaks.put(where, found);
            }
        });
        assertThat(leaks).isEmpty();
    }

    @Test
    void theSearchFindsWhatItShould() {
        String basic = "Basic "
                + java.util.Base64.getEncoder()
                        .encodeToString(
                                ("id:" + goToSecret.reveal()).getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(canaries.foundIn("x " + wso2Secret.reveal())).containsOnlyKeys("wso2-consumer-secret");
        assertThat(canaries.foundIn(basic)).containsOnlyKeys("goto-client-secret");
        assertThat(canaries.foundIn(
                        "a=" + java.net.URLEncoder.encode(x3Secret.reveal(), java.nio.charset.StandardCharsets.UTF_8)))
                .containsOnlyKeys("x3-client-secret");
        assertThat(canaries.foundIn("nothing here")).isEmpty();
    }

    /** Ours at every level; others' from INFO on, because a web server's DEBUG shows the wire by its nature. */
    private static boolean isOurs(ILoggingEvent event) {
        return event.getLoggerName().startsWith("dev.tokentrail")
                || event.getLevel().isGreaterOrEqual(Level.INFO);
    }

    private void walkX3(MockAuthServer emulator) throws IOException {
        X3Config config = X3Config.of(emulator.x3().uri().toString(), "x3-client", x3Secret, CALLBACK);
        X3 x3 = new X3(config, trail, Clock.systemUTC());
        transcript.add("toString", config + " " + x3);
        AuthorizationTransaction pairing = x3.authorize("https://customer.example", "api.graphQL");
        Token token = seen(() -> x3.complete(pairing, browser("x3-code", pairing)));
        Token renewed = seen(() -> x3.refresh(token));
        echoing(emulator, () -> x3.refresh(renewed), x3Secret, renewed.requireRefreshToken());
        refused(() -> x3.refresh(token));
    }

    private void walkSonetel(MockAuthServer emulator) {
        SonetelConfig config = SonetelConfig.of("user@example.com", sonetelPassword)
                .withTokenEndpoint(
                        emulator.sonetel().uri("/SonetelAuth/beta/oauth/token").toString())
                .withApiAddress(emulator.sonetel().uri().toString());
        for (SonetelConfig.Encoding encoding : SonetelConfig.Encoding.values()) {
            Sonetel sonetel = new Sonetel(config.withEncoding(encoding), trail, Clock.systemUTC());
            transcript.add("toString", config + " " + sonetel);
            Token token = seen(sonetel::token);
            sonetel.account(token);
            seen(() -> sonetel.refresh(token));
            echoing(emulator, sonetel::token, sonetelPassword);
        }
    }

    private void walkXBooker(MockAuthServer emulator) {
        XBookerConfig config = XBookerConfig.of("org-1", "xbooker-client", xBookerSecret)
                .withAuthAddress(emulator.xBooker().uri("/auth/v1").toString())
                .withApiAddress(emulator.xBooker().uri("/delegated/v1").toString());
        XBooker xBooker = new XBooker(config, trail, Clock.systemUTC());
        transcript.add("toString", config + " " + xBooker);
        Token token = seen(xBooker::token);
        xBooker.organization(token);
        Token renewed = seen(() -> xBooker.refresh(token));
        echoing(emulator, () -> xBooker.refresh(renewed), renewed.requireRefreshToken());
        echoing(emulator, xBooker::token, xBookerSecret);
        seen(xBooker::token);
        refused(() -> xBooker.organization(renewed));
    }

    private void walkGoTo(MockAuthServer emulator) throws IOException {
        GoToConfig config = GoToConfig.of("goto-client", goToSecret, "http://127.0.0.1:5000/login/oauth2/code/goto")
                .at(emulator.goTo().uri().toString());
        GoTo goTo = new GoTo(config, trail, Clock.systemUTC());
        transcript.add("toString", config + " " + goTo + " " + config.client());
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");
        Token token = seen(() -> goTo.complete(login, browser("goto-code", login)));
        seen(() -> goTo.refresh(token));
        seen(() -> goTo.personalAccessToken(goToPat));
        transcript.add("toString", goTo.introspect(token.accessToken()).active());
        goTo.revoke(token.accessToken());
        echoing(emulator, () -> goTo.personalAccessToken(goToPat), goToSecret, goToPat);
        refused(() -> goTo.sendMessage(token, "+15550100", List.of("+15550199"), "Hello"));
    }

    private void walkWso2(MockAuthServer emulator) throws IOException {
        Wso2Config config = Wso2Config.atGateway(emulator.wso2().uri().toString(), "consumer-key", wso2Secret)
                .withRedirectUri(CALLBACK);
        Wso2 wso2 = new Wso2(config, trail, Clock.systemUTC());
        transcript.add("toString", config + " " + wso2 + " " + wso2.requests());
        seen(() -> wso2.clientCredentials());
        Token token = seen(() -> wso2.password("canary-user", wso2Password, "openid"));
        wso2.userinfo(token);
        Token renewed = seen(() -> wso2.refresh(token));
        AuthorizationTransaction login = wso2.authorize("openid");
        seen(() -> wso2.complete(login, browser("wso2-code", login)));
        seen(() -> wso2.kerberos("EXAMPLE.COM", kerberosTicket));
        seen(() -> wso2.ntlm(windowsToken));
        echoing(emulator, () -> wso2.password("canary-user", wso2Password), wso2Secret, wso2Password);
        echoing(emulator, () -> wso2.ntlm(windowsToken), wso2Secret, windowsToken);
        wso2.revokeAccessToken(renewed);
        refused(() -> wso2.callApi(wso2.apiRequest(renewed, "GET", "/pizzashack/1.0.0/menu")));
    }

    /** A token, with all of its parts remembered as secrets and its text kept. */
    private Token seen(Supplier<Token> call) {
        Token token = call.get();
        int number = canaries.count();
        canaries.remember("access token " + number, token.accessToken());
        if (token.refreshToken() != null) {
            canaries.remember("refresh token " + number, token.refreshToken());
        }
        transcript.add("toString", token);
        UnverifiedJwt.read(token.accessToken().reveal()).ifPresent(jwt -> transcript.add("toString", jwt));
        return token;
    }

    /** The service refuses, and quotes every secret that it was sent. */
    private void echoing(MockAuthServer emulator, Runnable call, Secret... sent) {
        String words = "You said " + Arrays.stream(sent).map(Secret::reveal).collect(Collectors.joining(" and "));
        emulator.failNext(
                400,
                JsonMapper.shared()
                        .writeValueAsString(
                                Map.of("error", "invalid_client", "error_description", words, "message", words)));
        refused(call);
    }

    private void refused(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(TokenException.class, transcript::add);
    }

    private AuthorizationCallback browser(String place, AuthorizationTransaction login) {
        try {
            String location = JdkTransport.create()
                    .send(WireRequest.get(login.uri()).build())
                    .header("Location")
                    .orElseThrow();
            AuthorizationCallback callback = AuthorizationCallback.fromUri(location);
            callback.parameter("code").ifPresent(code -> canaries.remember(place, Secret.of(code)));
            if (login.codeVerifier() != null) {
                canaries.remember(place + " verifier", login.codeVerifier());
            }
            transcript.add("toString", login + " " + callback);
            return callback;
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private String configuration() {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "x3", Map.of("clients", List.of(Map.of("id", "x3-client", "secret", x3Secret.reveal()))),
                        "sonetel",
                                Map.of(
                                        "users",
                                        List.of(Map.of(
                                                "name", "user@example.com", "password", sonetelPassword.reveal()))),
                        "xbooker",
                                Map.of(
                                        "apps",
                                        List.of(Map.of("id", "xbooker-client", "secret", xBookerSecret.reveal()))),
                        "goto",
                                Map.of(
                                        "clients", List.of(Map.of("id", "goto-client", "secret", goToSecret.reveal())),
                                        "personalAccessTokens", List.of(goToPat.reveal())),
                        "wso2",
                                Map.of(
                                        "applications",
                                                List.of(Map.of("key", "consumer-key", "secret", wso2Secret.reveal())),
                                        "users",
                                                List.of(Map.of(
                                                        "name", "canary-user", "password", wso2Password.reveal())),
                                        "windowsTokens",
                                                List.of(Map.of("token", windowsToken.reveal(), "user", "canary-user")),
                                        "kerberosTokens",
                                                List.of(Map.of(
                                                        "token", kerberosTicket.reveal(), "user", "canary-user")))));
    }
}
