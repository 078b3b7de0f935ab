package dev.tokentrail.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden request of each standard call, and what its answers mean. */
class StandardProviderTest {

    private static final Secret SECRET = Secret.of("s");

    private final Script script = new Script();
    private final StandardRequests requests = script.provider.requests();
    private final Token token = new Token(
            Secret.of("at"), "Bearer", Expiry.unknown(), Secret.of("rt"), Expiry.unknown(), List.of(), Map.of());

    @Test
    void eachGrantIsWrittenAsItsRfcSays() {
        String urn = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3A";
        List<String> scopes = List.of("a", "b");
        assertThat(body(requests.clientCredentials(scopes))).isEqualTo("grant_type=client_credentials&scope=a+b");
        assertThat(body(requests.clientCredentials(List.of()))).isEqualTo("grant_type=client_credentials");
        assertThat(body(requests.password("u", SECRET, scopes)))
                .isEqualTo("grant_type=password&username=u&password=s&scope=a+b");
        assertThat(body(requests.refresh(SECRET, scopes)))
                .isEqualTo("grant_type=refresh_token&refresh_token=s&scope=a+b");
        assertThat(body(requests.jwtBearer(SECRET, scopes))).isEqualTo(urn + "jwt-bearer&assertion=s&scope=a+b");
        assertThat(body(requests.saml2Bearer(SECRET, scopes))).isEqualTo(urn + "saml2-bearer&assertion=s&scope=a+b");
        assertThat(body(requests.deviceToken(SECRET))).isEqualTo(urn + "device_code&device_code=s");
        assertThat(body(requests.revoke(SECRET, "refresh_token"))).isEqualTo("token=s&token_type_hint=refresh_token");
        assertThat(body(requests.revoke(SECRET, ""))).isEqualTo("token=s");
        assertThat(body(requests.introspect(SECRET))).isEqualTo("token=s");
    }

    @Test
    void noSecretStandsInAnAddress() {
        Secret canary = Secret.of("canary");
        AuthorizationTransaction login = script.provider.authorize("https://app.example/cb");
        List<WireRequest> all = List.of(
                requests.authorizationCode(canary, login),
                requests.refresh(canary, List.of()),
                requests.clientCredentials(List.of()),
                requests.password("u", canary, List.of()),
                requests.jwtBearer(canary, List.of()),
                requests.saml2Bearer(canary, List.of()),
                requests.tokenExchange(TokenExchange.of(canary, TokenExchange.JWT)),
                requests.deviceAuthorization(List.of()),
                requests.deviceToken(canary),
                requests.revoke(canary, ""),
                requests.introspect(canary),
                requests.userinfo(canary));
        assertThat(all)
                .extracting(WireRequest::url)
                .noneMatch(url -> url.contains("canary") || url.contains("?"))
                .hasSize(12);
    }

    @Test
    void aTokenExchangeNamesAllItsParties() {
        String type = "urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3A";
        TokenExchange exchange = new TokenExchange(
                SECRET,
                TokenExchange.ACCESS_TOKEN,
                Secret.of("act"),
                TokenExchange.JWT,
                TokenExchange.JWT,
                List.of("https://r1.example", "https://r2.example"),
                List.of("aud"),
                List.of("x"));
        assertThat(body(requests.tokenExchange(exchange)))
                .isEqualTo("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token=s"
                        + "&subject_token_type=" + type + "access_token&actor_token=act&actor_token_type=" + type
                        + "jwt&requested_token_type=" + type + "jwt&resource=https%3A%2F%2Fr1.example"
                        + "&resource=https%3A%2F%2Fr2.example&audience=aud&scope=x");
        assertThatThrownBy(() -> new TokenExchange(
                        SECRET, TokenExchange.JWT, SECRET, null, null, List.of(), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachClientAuthenticationHasItsPlace() {
        assertThat(request(ClientAuthentication.basic("a:b", Secret.of("c d"))).header("Authorization"))
                .contains("Basic YSUzQWI6Yytk");
        assertThat(request(ClientAuthentication.basicRaw("ab", Secret.of("c d")))
                        .header("Authorization"))
                .contains("Basic YWI6YyBk");
        assertThat(body(request(ClientAuthentication.inBody("a", Secret.of("b")))))
                .isEqualTo("grant_type=client_credentials&client_id=a&client_secret=b");
        assertThat(body(request(ClientAuthentication.none("a"))))
                .isEqualTo("grant_type=client_credentials&client_id=a");
        WireRequest headers =
                request(ClientAuthentication.headers("a", builder -> builder.header("client-secret", Secret.of("b"))));
        assertThat(headers.header("client-secret")).contains("b");
        assertThat(headers.secrets()).contains(Secret.of("b"));
        assertThat(ClientAuthentication.inBody("a", Secret.of("canary")))
                .asString()
                .doesNotContain("canary");
        assertThatThrownBy(() -> ClientAuthentication.none(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void clientAuthenticationTravelsInAJsonBodyToo() {
        Parameters all = ClientAuthentication.inBody("a", Secret.of("b")).addTo(Parameters.of("grant_type", "x"));
        WireRequest request =
                WireRequest.post("https://as.example/token").json(all).build();
        assertThat(body(request)).isEqualTo("{\"grant_type\":\"x\",\"client_id\":\"a\",\"client_secret\":\"b\"}");
    }

    @Test
    void revocationSucceedsWithAnEmptyAnswerAndAlsoForAnUnknownToken() {
        script.answer(200, "", "").json(200, "{}");
        assertThatCode(() -> script.provider.revokeAccessToken(token)).doesNotThrowAnyException();
        assertThat(body(script.last())).isEqualTo("token=at&token_type_hint=access_token");
        script.provider.revokeRefreshToken(token);
        assertThat(body(script.last())).isEqualTo("token=rt&token_type_hint=refresh_token");
        assertThat(script.last().url()).isEqualTo("https://as.example/revoke");
    }

    @Test
    void aRevocationThatMustBeRepeatedSaysWhen() {
        script.answer(503, "text/html", "busy", "Retry-After", "30");
        assertThatThrownBy(() -> script.provider.revokeAccessToken(token))
                .isExactlyInstanceOf(ProviderUnavailableException.class)
                .satisfies(thrown -> {
                    TokenException exception = (TokenException) thrown;
                    assertThat(exception.retryable()).isTrue();
                    assertThat(exception.retryAfter()).contains(Duration.ofSeconds(30));
                });
    }

    @Test
    void aTokenThatCannotBeRevokedIsARefusal() {
        script.json(400, "{\"error\":\"unsupported_token_type\"}");
        assertThatThrownBy(() -> script.provider.revokeAccessToken(token))
                .isExactlyInstanceOf(ProviderRefusedException.class)
                .hasMessageContaining("let it expire");
    }

    @Test
    void introspectionIsReadWithItsOddities() {
        script.json(
                200,
                "{\"active\":true,\"scope\":\"a  b\",\"client_id\":\"c\",\"username\":null,\"exp\":\"1767229200\","
                        + "\"aud\":[\"x\"]}");
        Introspection introspection = script.provider.introspect(token.accessToken());
        assertThat(introspection.active()).isTrue();
        assertThat(introspection.scopes()).containsExactly("a", "b");
        assertThat(introspection.clientId()).contains("c");
        assertThat(introspection.username()).isEmpty();
        assertThat(introspection.expiresAt()).contains(Instant.ofEpochSecond(1767229200));
        assertThat(introspection.members()).containsEntry("aud", List.of("x")).doesNotContainKey("username");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"active\":false}", "{\"active\":\"true\"}", "{\"active\":null}", "{\"active\":1}"})
    void onlyTrueIsActive(String answer) {
        script.json(200, answer);
        assertThat(script.provider.introspect(token.accessToken()).active()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1e999999999", "99999999999999999999", "-1", "null", "true"})
    void anEndThatIsNoneIsEmpty(String exp) {
        script.json(200, "{\"active\":true,\"exp\":" + exp + "}");
        assertThat(script.provider.introspect(token.accessToken()).expiresAt()).isEmpty();
    }

    @Test
    void anIntrospectionByAnUnknownClientIsARefusalOfTheClient() {
        script.answer(
                401, "application/json", "{\"error\":\"invalid_client\"}", "WWW-Authenticate", "Basic realm=\"x\"");
        assertThatThrownBy(() -> script.provider.introspect(SECRET))
                .isExactlyInstanceOf(ProviderRefusedException.class)
                .satisfies(refused ->
                        assertThat(((ProviderRefusedException) refused).code()).contains("invalid_client"));
    }

    @Test
    void userinfoPresentsTheTokenAndGivesTheClaims() {
        script.json(200, "{\"sub\":\"u\",\"email\":null}");
        assertThat(script.provider.userinfo(token)).isEqualTo(Map.of("sub", "u"));
        assertThat(script.last().method()).isEqualTo("GET");
        assertThat(script.last().header("Authorization")).contains("Bearer at");
    }

    @Test
    void userinfoOfAnExpiredTokenSaysSo() {
        script.answer(401, "", "", "WWW-Authenticate", "Bearer error=\"invalid_token\"");
        assertThatThrownBy(() -> script.provider.userinfo(token))
                .isExactlyInstanceOf(ProviderRefusedException.class)
                .hasMessageContaining("new access token");
    }

    @Test
    void whatTheServiceDoesNotHaveIsSaidBeforeAnythingIsSent() {
        AuthorizationServer bare =
                AuthorizationServer.at("", "https://as.example/token").build();
        StandardProvider provider = StandardProvider.of(bare, Script.CLIENT, script.client);
        assertThatThrownBy(() -> provider.introspect(SECRET)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> provider.userinfo(token)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> provider.revokeAccessToken(token)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> provider.deviceFlow().start(List.of())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> provider.authorize("https://app.example/cb"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(script.requests).isEmpty();
        assertThatThrownBy(() ->
                        AuthorizationServer.at("", "http://as.example/token").build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPersonCanSignInAgainWhereItWasSaidHow() {
        StandardProvider provider = script.provider.withLogin("https://app.example/callback", "read", "write");

        AuthorizationTransaction first = provider.startAuthorization().orElseThrow();
        AuthorizationTransaction second = provider.startAuthorization().orElseThrow();

        assertThat(first.uri())
                .contains("redirect_uri=https%3A%2F%2Fapp.example%2Fcallback", "scope=read", "code_challenge=");
        assertThat(first.state()).isNotEqualTo(second.state());
        assertThat(script.provider.startAuthorization()).isEmpty();
        assertThatThrownBy(() -> script.provider.withLogin("http://app.example/callback"))
                .isInstanceOf(IllegalArgumentException.class);
        StandardProvider bare = StandardProvider.of(
                AuthorizationServer.at("ACME", "https://acme.example/token").build(), Script.CLIENT, script.client);
        assertThatThrownBy(() -> bare.withLogin("https://app.example/callback"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rotationIsStrictUnlessSaidOtherwise() {
        StandardProvider keeping = script.provider
                .withRefreshRotation(RefreshRotation.NONE)
                .withLogin("https://app.example/callback", "read");

        assertThat(script.provider.refreshRotation()).isEqualTo(RefreshRotation.STRICT);
        assertThat(keeping.refreshRotation()).isEqualTo(RefreshRotation.NONE);
        assertThat(keeping.startAuthorization()).isPresent();
        assertThat(keeping.clock()).isSameAs(script.client.clock());
        assertThat(keeping.name()).isEqualTo(script.client.provider());
        assertThatThrownBy(keeping::token)
                .isInstanceOfSatisfying(
                        UserNeededException.class,
                        needed -> assertThat(needed.startAuthorization()).isPresent());
    }

    @Test
    void whatCouldNeverBeSentIsRefusedWhenItIsConfigured() {
        assertThatThrownBy(() -> AuthorizationServer.at("keycloak", "https://as.example/token")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("upper-case")
                .hasMessageContaining("keycloak");
        assertThatThrownBy(() -> ClientAuthentication.basicRaw("a:b", SECRET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a:b")
                .hasMessageContaining("inBody");
        for (String blank : new String[] {"", " "}) {
            assertThatThrownBy(() -> ClientAuthentication.inBody(blank, SECRET))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("unset");
        }
        assertThatThrownBy(() -> ClientAuthentication.inBody(null, SECRET)).hasMessageContaining("unset");
        assertThatThrownBy(() -> script.provider.authorize(null)).hasMessageContaining("no redirect URI");
        assertThatThrownBy(
                        () -> script.client.requestJson(requests.introspect(SECRET), TokenDialect.standard(), "data"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("data");
        assertThat(script.requests).isEmpty();
    }

    private static WireRequest request(ClientAuthentication authentication) {
        return new StandardRequests(Script.SERVER, authentication).clientCredentials(List.of());
    }

    private static String body(WireRequest request) {
        return new String(request.body().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aClientInTheBodyNamesItselfOnce() {
        StandardRequests inBody = new StandardRequests(Script.SERVER, ClientAuthentication.none("a"));
        assertThat(body(inBody.deviceAuthorization(List.of("x")))).isEqualTo("scope=x&client_id=a");
        assertThat(ClientAuthentication.none("a")).hasToString("ClientAuthentication[clientId=a, in the body]");
        assertThat(ClientAuthentication.basic("a", SECRET))
                .hasToString("ClientAuthentication[clientId=a, in the head]");
        assertThatThrownBy(() -> ClientAuthentication.basicRaw(":a", SECRET)).hasMessageContaining("holds a colon");
    }

    @Test
    void aTokenIsChangedByCopies() {
        Expiry later = new Expiry(Script.START, ExpirySource.SERVER);
        Token changed = token.withExtra("a", 1).withRefreshToken(Secret.of("next"), later);
        assertThat(changed.extra("a")).contains(1);
        assertThat(changed.refreshToken()).isEqualTo(Secret.of("next"));
        assertThat(changed.refreshExpiry()).isEqualTo(later);
        Token without = changed.withoutRefreshToken();
        assertThat(without.refreshToken()).isNull();
        assertThat(without.refreshExpiry()).isEqualTo(Expiry.unknown());
        assertThat(without.extra("a")).contains(1);
        assertThat(without).asString().contains("refreshToken=none");
        assertThat(changed).asString().contains("refreshToken=" + Secret.MASK);
        assertThat(token.extras()).isEmpty();
    }

    @Test
    void aDialectIsCheckedHoweverItIsMade() {
        TokenDialect standard = TokenDialect.standard();
        List<List<String>> bad = List.of(List.of(), List.of("no-slash"));
        for (int place = 0; place < 3; place++) {
            List<String> first = bad.get(place == 0 ? 1 : 0);
            List<String> second = bad.get(place == 1 ? 1 : 0);
            List<String> third = bad.get(place == 2 ? 1 : 0);
            assertThatThrownBy(() -> new TokenDialect(
                            standard.successStatuses(),
                            null,
                            standard.accessToken(),
                            standard.tokenType(),
                            standard.expiresIn(),
                            standard.expiresAt(),
                            standard.refreshToken(),
                            standard.refreshExpiresIn(),
                            standard.scope(),
                            first,
                            second,
                            third,
                            null,
                            null,
                            Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> TokenDialect.builder().defaultLifetime(none))
                    .hasMessageContaining("longer than zero");
            assertThatThrownBy(() -> TokenDialect.builder().defaultRefreshLifetime(none))
                    .hasMessageContaining("longer than zero");
        }
    }

    @Test
    void everyAddressOfAServiceTravelsByHttps() {
        String clear = "http://as.example/x";
        Map<String, UnaryOperator<AuthorizationServerBuilder>> addresses = Map.of(
                "authorization", server -> server.authorizationEndpoint(clear),
                "revocation", server -> server.revocationEndpoint(clear),
                "introspection", server -> server.introspectionEndpoint(clear),
                "userinfo", server -> server.userinfoEndpoint(clear),
                "device", server -> server.deviceAuthorizationEndpoint(clear),
                "JWKS", server -> server.jwksUri(clear));
        addresses.forEach((name, address) -> {
            AuthorizationServerBuilder server =
                    address.apply(AuthorizationServer.at("TEST", "https://as.example/token"));
            assertThatThrownBy(server::build)
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("https");
        });
    }

    @Test
    void anIssuerInEveryResponseHasToBeKnown() {
        AuthorizationServerBuilder unknown =
                AuthorizationServer.at("TEST", "https://as.example/token").issuer(null, true);
        assertThatThrownBy(unknown::build).isInstanceOf(IllegalArgumentException.class);
        assertThat(AuthorizationServer.at("TEST", "https://as.example/token")
                        .issuer("https://as.example", true)
                        .build()
                        .issInResponse())
                .isTrue();
        assertThat(AuthorizationServer.at("TEST", "https://as.example/token")
                        .build()
                        .issInResponse())
                .isFalse();
    }

    @Test
    void aMomentAndItsSourceGoTogether() {
        assertThatThrownBy(() -> new Expiry(null, ExpirySource.SERVER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Expiry(Script.START, ExpirySource.UNKNOWN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Expiry(null, ExpirySource.UNKNOWN)).isEqualTo(Expiry.unknown());
    }

    @Test
    void anAnswerIsGivenWholeOrInPart() {
        script.json(200, "{\"data\":{\"name\":\"x\"}}")
                .json(200, "{\"data\":[]}")
                .answer(200, "text/plain", "hello");
        TokenDialect dialect = TokenDialect.standard();
        WireRequest request = requests.userinfo(SECRET);
        assertThat(script.client.requestJson(request, dialect, "/data")).isEqualTo(Map.of("name", "x"));
        assertThatThrownBy(() -> script.client.requestJson(request, dialect, "/data"))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("without an object at /data");
        assertThat(script.client.requestContent(request, dialect).text()).isEqualTo("hello");
        assertThat(TokenClient.of("Plain").provider()).isEqualTo("Plain");
    }

    @Test
    void aNameIsReadFromAnIntrospection() {
        assertThat(Introspection.of(Map.of("active", true, "username", "u")).username())
                .contains("u");
        assertThat(Introspection.of(Map.of("active", true, "username", " ")).username())
                .isEmpty();
    }

    @Test
    void aProviderThatSaysNothingRotatesStrictlyAndHasNoLogin() {
        TokenProvider silent = new TokenProvider() {
            @Override
            public String name() {
                return "Silent";
            }

            @Override
            public Clock clock() {
                return script;
            }

            @Override
            public Token refresh(Token old) {
                return old;
            }
        };
        assertThat(silent.refreshRotation()).isEqualTo(RefreshRotation.STRICT);
        assertThat(silent.startAuthorization()).isEmpty();
        assertThatThrownBy(silent::token)
                .isInstanceOfSatisfying(
                        UserNeededException.class,
                        needed -> assertThat(needed.startAuthorization()).isEmpty());
        ProviderUnavailableException cause = ProviderUnavailableException.because("Down.", "Wait.", null);
        assertThat(cause).hasMessage("Down. Wait.");
        assertThat(cause.mayHaveReachedProvider()).isFalse();
        script.json(400, "{\"error\":\"invalid_grant\"}");
        assertThatThrownBy(() -> script.provider.refresh(token))
                .isInstanceOfSatisfying(ProviderRefusedException.class, refusal -> {
                    UserNeededException needed = UserNeededException.because("Gone.", "Sign in.", silent, refusal);
                    assertThat(needed).hasMessage("Gone. Sign in.").hasCause(refusal);
                    assertThat(needed.code()).contains("invalid_grant");
                });
    }
}
