package dev.tokentrail.core.source;

import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationServer;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.StandardProvider;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenClient;
import dev.tokentrail.core.token.TokenProvider;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A service that answers like a standard one, rotates its refresh tokens and ends the family when an old one comes again. Its
 * fields are set by a test before anything is sent, or while nothing is.
 */
final class FakeService {

    private static final AuthorizationServer SERVER =
            AuthorizationServer.at("FAKE", "https://fake.example/token").build();

    private final Clock clock;
    private final Map<String, Instant> ends = new HashMap<>();
    private final Map<String, Integer> families = new HashMap<>();
    private final Map<String, Integer> accessFamilies = new HashMap<>();
    private final Map<String, Integer> used = new HashMap<>();
    private int numbers;
    private int lastFamily;
    volatile Duration lifetime = Duration.ofHours(1);
    volatile RefreshRotation rotation = RefreshRotation.STRICT;
    volatile boolean passwordAllowed;
    volatile boolean down;
    volatile boolean answersLost;
    volatile Runnable beforeAnswer = () -> {};
    volatile int refreshes;
    volatile int passwords;
    volatile int reuses;

    FakeService(Clock clock) {
        this.clock = clock;
    }

    /** One more client of the service, by its own clock. */
    TokenProvider client(Clock clientClock) {
        TokenClient client = TokenClient.of("Fake", this::answer, clientClock, RedirectPolicy.sameOrigin());
        StandardProvider standard =
                StandardProvider.of(SERVER, ClientAuthentication.basic("client", Secret.of("client-secret")), client);
        return new Client(clientClock, standard);
    }

    private final class Client implements TokenProvider {
        private final Clock clientClock;
        private final StandardProvider standard;

        Client(Clock clientClock, StandardProvider standard) {
            this.clientClock = clientClock;
            this.standard = standard;
        }

        @Override
        public String name() {
            return "Fake";
        }

        @Override
        public Clock clock() {
            return clientClock;
        }

        @Override
        public Token refresh(Token token) {
            return standard.refresh(token);
        }

        @Override
        public Token token() {
            return passwordAllowed ? standard.password("user", Secret.of("password")) : TokenProvider.super.token();
        }

        @Override
        public RefreshRotation refreshRotation() {
            return rotation;
        }
    }

    /** The token of a person who signed in. */
    Token signIn() {
        return signIn(clock);
    }

    /** The same, as a client reads it whose clock may be wrong. */
    synchronized Token signIn(Clock clientClock) {
        lastFamily++;
        String access = newAccessToken(lastFamily);
        return new Token(
                Secret.of(access),
                "Bearer",
                new Expiry(clientClock.instant().plus(lifetime), ExpirySource.SERVER),
                Secret.of(newRefreshToken(lastFamily)),
                Expiry.unknown(),
                List.of(),
                Map.of());
    }

    /** Whether a resource server would accept the token now. */
    synchronized boolean accepts(Token token) {
        Instant end = ends.get(token.accessToken().reveal());
        return end != null && clock.instant().isBefore(end);
    }

    /** Ends every access token there is. */
    synchronized void forgetAccessTokens() {
        ends.clear();
    }

    /** Ends every token there is. */
    synchronized void endEverything() {
        ends.clear();
        families.clear();
    }

    private String newAccessToken(int family) {
        String token = "access-" + ++numbers;
        accessFamilies.put(token, family);
        ends.put(token, clock.instant().plus(lifetime));
        return token;
    }

    private String newRefreshToken(int family) {
        String token = "refresh-" + family + "-" + numbers + ".";
        families.put(token, family);
        return token;
    }

    private WireResponse answer(WireRequest request) throws IOException {
        if (down) {
            throw new SocketException("Connection reset");
        }
        WireResponse response = process(new String(request.body().bytes(), StandardCharsets.UTF_8));
        beforeAnswer.run();
        if (answersLost) {
            throw new SocketException("Connection reset");
        }
        return response;
    }

    private synchronized WireResponse process(String form) {
        if (form.contains("grant_type=password")) {
            passwords++;
            return pair(++lastFamily);
        }
        refreshes++;
        String refreshToken = form.replaceFirst(".*refresh_token=([^&]*).*", "$1");
        Integer family = families.get(refreshToken);
        if (rotation == RefreshRotation.STRICT) {
            families.remove(refreshToken);
        }
        if (family == null) {
            endFamilyOf(refreshToken);
            return json(400, "{\"error\":\"invalid_grant\"}");
        }
        used.put(refreshToken, family);
        return pair(family);
    }

    private void endFamilyOf(String refreshToken) {
        Integer family = used.get(refreshToken);
        if (family != null) {
            reuses++;
            families.values().removeIf(family::equals);
            ends.keySet().removeIf(access -> family.equals(accessFamilies.get(access)));
        }
    }

    private WireResponse pair(int family) {
        String access = newAccessToken(family);
        return json(
                200,
                "{\"access_token\":\"" + access + "\",\"token_type\":\"Bearer\",\"expires_in\":" + lifetime.toSeconds()
                        + ",\"refresh_token\":\"" + newRefreshToken(family) + "\"}");
    }

    private static WireResponse json(int status, String body) {
        return new WireResponse(
                status, List.of(new Header("Content-Type", "application/json")), body.getBytes(StandardCharsets.UTF_8));
    }
}
