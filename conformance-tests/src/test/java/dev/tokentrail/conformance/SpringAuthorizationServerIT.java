package dev.tokentrail.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.http.Trail;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationServer;
import dev.tokentrail.core.token.AuthorizationServerMetadata;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.DeviceAuthorization;
import dev.tokentrail.core.token.DeviceFlow;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.Introspection;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.StandardProvider;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenClient;
import dev.tokentrail.core.token.TokenDialect;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.TokenExchange;
import dev.tokentrail.core.token.UnverifiedJwt;
import dev.tokentrail.core.token.UserNeededException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The standard provider, found by discovery, against an authorization server that nobody here wrote. */
class SpringAuthorizationServerIT {

    private static SpringAuthorizationServer server;

    /** What happens while the device waits. */
    private interface Step {
        void take();
    }

    private final Trail trail = Trail.of(JdkTransport.create());
    private final TokenClient client = TokenClient.of("Spring", trail, Clock.systemUTC(), RedirectPolicy.sameOrigin());
    private final StandardProvider spring = provider(SpringAuthorizationServer.CLIENT_SECRET);

    @BeforeAll
    static void start() {
        server = SpringAuthorizationServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void publishesItsAddresses() {
        AuthorizationServerMetadata metadata = AuthorizationServerMetadata.discover(client, "SPRING", server.issuer());
        assertThat(metadata.server().tokenEndpoint()).startsWith(server.issuer());
        assertThat(metadata.server().deviceAuthorizationEndpoint()).isNotNull();
        assertThat(metadata.server().jwksUri()).isNotNull();
        assertThat(metadata.grantTypes()).contains("client_credentials", "refresh_token");
        assertThat(metadata.codeChallengeMethods()).contains("S256");
    }

    @Test
    void givesATokenForAnAuthorizationCodeWithPkce() throws Exception {
        Token token = signIn("openid", "read");
        assertThat(token.type()).isEqualTo("Bearer");
        assertThat(token.scopes()).contains("openid", "read");
        assertThat(token.expiry().source()).isEqualTo(ExpirySource.SERVER);
        assertThat(token.expiry().at().orElseThrow())
                .isBetween(
                        trail.exchanges().get(0).start(),
                        Clock.systemUTC().instant().plus(SpringAuthorizationServer.ACCESS_TOKEN_LIFE));
        assertThat(token.refreshToken()).isNotNull();
        assertThat(token.extra("id_token")).isPresent();
        assertThat(UnverifiedJwt.read(token.accessToken().reveal())
                        .orElseThrow()
                        .claim("sub"))
                .contains("ada");
        assertThat(withUserinfo().userinfo(token)).containsEntry("sub", "ada");
    }

    @Test
    void rotatesTheRefreshTokenAndRefusesTheOldOne() throws Exception {
        Token first = signIn("read");
        Token second = spring.refresh(first);
        assertThat(second.refreshToken()).isNotNull().isNotEqualTo(first.refreshToken());
        assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
        assertThatThrownBy(() -> spring.refresh(first)).satisfies(refused("invalid_grant", 400));
        assertThat(spring.refresh(second).accessToken()).isNotNull();
    }

    @Test
    void givesTheClientsOwnToken() {
        Token token = spring.clientCredentials("read", "write");
        assertThat(token.scopes()).containsExactlyInAnyOrder("read", "write");
        assertThat(token.refreshToken()).isNull();
        assertThatThrownBy(() -> spring.refresh(token)).isInstanceOf(UserNeededException.class);
    }

    @Test
    void acceptsTheSecretInTheBodyToo() {
        StandardProvider inBody = StandardProvider.discover(
                "SPRING",
                server.issuer(),
                ClientAuthentication.inBody(
                        SpringAuthorizationServer.CLIENT_ID, Secret.of(SpringAuthorizationServer.CLIENT_SECRET)),
                client);
        assertThat(inBody.clientCredentials("read").scopes()).containsExactly("read");
    }

    @Test
    void tellsWhetherATokenIsGoodAndRevokesIt() throws Exception {
        Token token = signIn("read");
        Introspection before = spring.introspect(token.accessToken());
        assertThat(before.active()).isTrue();
        assertThat(before.scopes()).containsExactly("read");
        assertThat(before.clientId()).contains(SpringAuthorizationServer.CLIENT_ID);
        assertThat(before.expiresAt().orElseThrow())
                .isBetween(
                        token.expiry().at().orElseThrow().minusSeconds(5),
                        token.expiry().at().orElseThrow().plusSeconds(5));

        spring.revokeAccessToken(token);
        assertThat(spring.introspect(token.accessToken()).active()).isFalse();
        spring.revokeRefreshToken(token);
        assertThatThrownBy(() -> spring.refresh(token)).satisfies(refused("invalid_grant", 400));
        assertThatCode(() -> spring.revokeAccessToken(token)).doesNotThrowAnyException();
    }

    @Test
    void givesATokenToADeviceOnceThePersonHasApprovedIt() throws Exception {
        Browser person = new Browser(server.issuer(), "ada", "lovelace");
        Deque<Step> steps = new ArrayDeque<>();
        DeviceFlow flow = new DeviceFlow(
                spring.requests(),
                client,
                TokenDialect.standard(),
                time -> steps.remove().take());
        DeviceAuthorization device = flow.start(List.of("read"));
        assertThat(device.verificationUriComplete()).contains(device.userCode());
        steps.add(() -> {});
        steps.add(() -> person.walk(server.issuer() + "/oauth2/device_verification?user_code=" + device.userCode()));

        Token token = flow.await(device);

        assertThat(token.scopes()).containsExactly("read");
        assertThat(steps).isEmpty();
        assertThat(trail.exchanges().stream()
                        .flatMap(exchange -> exchange.response().stream())
                        .filter(response -> response.text().contains("authorization_pending")))
                .hasSize(1);
    }

    @Test
    void exchangesOneTokenForAnother() throws Exception {
        Token subject = signIn("read", "write");
        Token exchanged = spring.exchange(new TokenExchange(
                subject.accessToken(),
                TokenExchange.ACCESS_TOKEN,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of("read")));
        assertThat(exchanged.accessToken()).isNotEqualTo(subject.accessToken());
        assertThat(exchanged.scopes()).containsExactly("read");
        assertThat(exchanged.extra("issued_token_type")).contains(TokenExchange.ACCESS_TOKEN);
    }

    @Test
    void refusesAWrongSecret() {
        assertThatThrownBy(() -> provider("wrong").clientCredentials()).satisfies(refused("invalid_client", 401));
    }

    @Test
    void refusesAScopeThatIsNotRegistered() {
        assertThatThrownBy(() -> spring.clientCredentials("admin")).satisfies(refused("invalid_scope", 400));
    }

    @Test
    void refusesAWrongVerifier() throws Exception {
        AuthorizationTransaction login = spring.authorize(SpringAuthorizationServer.REDIRECT_URI, "read");
        AuthorizationTransaction tampered = AuthorizationTransaction.fromJson(login.toJson()
                .replace(
                        Optional.ofNullable(login.codeVerifier()).orElseThrow().reveal(),
                        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assertThatThrownBy(() -> spring.complete(tampered, callback(login))).satisfies(refused("invalid_grant", 400));
    }

    @Test
    void refusesACodeThatWasUsed() throws Exception {
        AuthorizationTransaction login = spring.authorize(SpringAuthorizationServer.REDIRECT_URI, "read");
        AuthorizationCallback callback = callback(login);
        Secret code = Secret.of(callback.parameter("code").orElseThrow());
        assertThat(spring.complete(login, callback).accessToken()).isNotNull();
        assertThatThrownBy(() ->
                        client.requestToken(spring.requests().authorizationCode(code, login), TokenDialect.standard()))
                .satisfies(refused("invalid_grant", 400));
    }

    @Test
    void anUnregisteredScopeComesBackAsAnErrorInTheRedirect() throws Exception {
        AuthorizationTransaction login = spring.authorize(SpringAuthorizationServer.REDIRECT_URI, "admin");
        assertThatThrownBy(() -> spring.complete(login, callback(login)))
                .isInstanceOf(ProviderRefusedException.class)
                .satisfies(
                        thrown -> assertThat(((TokenException) thrown).code()).contains("invalid_scope"));
    }

    @Test
    void anExpiredOrForeignAccessTokenIsToldFromAWrongClient() {
        assertThatThrownBy(() -> withUserinfo().userinfo(Token.of(Secret.of("no-such-token"))))
                .satisfies(refused("invalid_token", 401));
    }

    private Token signIn(String... scopes) throws Exception {
        AuthorizationTransaction login = spring.authorize(SpringAuthorizationServer.REDIRECT_URI, scopes);
        String session = login.toJson();
        return spring.complete(AuthorizationTransaction.fromJson(session), callback(login));
    }

    private static AuthorizationCallback callback(AuthorizationTransaction login) throws Exception {
        URI back = new Browser(server.issuer(), "ada", "lovelace").walk(login.uri());
        assertThat(back.toString()).startsWith(SpringAuthorizationServer.REDIRECT_URI);
        return AuthorizationCallback.fromUri(back.toString());
    }

    /** By configuration: this server's RFC 8414 document leaves the OpenID addresses out. */
    private StandardProvider withUserinfo() {
        return StandardProvider.of(
                AuthorizationServer.at("SPRING", server.issuer() + "/oauth2/token")
                        .userinfoEndpoint(server.issuer() + "/userinfo")
                        .build(),
                ClientAuthentication.none(SpringAuthorizationServer.CLIENT_ID),
                client);
    }

    private StandardProvider provider(String secret) {
        return StandardProvider.discover(
                "SPRING",
                server.issuer(),
                ClientAuthentication.basic(SpringAuthorizationServer.CLIENT_ID, Secret.of(secret)),
                client);
    }

    private static Consumer<Throwable> refused(String code, int status) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(ProviderRefusedException.class);
            TokenException exception = (TokenException) thrown;
            assertThat(exception.code()).contains(code);
            assertThat(exception.status()).hasValue(status);
        };
    }
}
