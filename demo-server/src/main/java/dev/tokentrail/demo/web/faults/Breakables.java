package dev.tokentrail.demo.web.faults;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Walk;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The five services as far as they can be broken, with the demo values of the emulator. */
final class Breakables {

    private static final Secret WRONG = Secret.of("not-the-secret");

    private static final Breakable GOTO = new Breakable(
            MockAuthServer::goTo,
            walk -> goTo(walk, walk.connections().goTo()),
            walk -> Optional.empty(),
            walk -> personalAccessToken(walk, walk.connections().goTo()),
            walk -> {
                GoToConfig config = walk.connections().goTo();
                return personalAccessToken(
                        walk,
                        config.withClient(
                                ClientAuthentication.basic(config.client().clientId(), WRONG)));
            },
            "client secret",
            (walk, token) -> goTo(walk, walk.connections().goTo())
                    .sendMessage(token, "+15550100", List.of("+15550199"), "Hello"),
            new Breakable.SignIn() {
                @Override
                public AuthorizationTransaction begin(Walk walk) {
                    return goTo(walk, walk.connections().goTo()).authorize("messaging.v1.send");
                }

                @Override
                public Token complete(Walk walk, AuthorizationTransaction login, AuthorizationCallback callback) {
                    return goTo(walk, walk.connections().goTo()).complete(login, callback);
                }
            },
            false);

    private static final Breakable WSO2 = new Breakable(
            MockAuthServer::wso2,
            walk -> wso2(walk, walk.connections().wso2()),
            walk -> Optional.empty(),
            walk -> wso2(walk, walk.connections().wso2()).password("admin", Secret.of("admin")),
            walk -> {
                Wso2Config config = walk.connections().wso2();
                return wso2(
                                walk,
                                config.withClient(ClientAuthentication.basic(
                                        config.client().clientId(), WRONG)))
                        .clientCredentials();
            },
            "consumer secret",
            (walk, token) -> {
                Wso2 wso2 = wso2(walk, walk.connections().wso2());
                wso2.callApi(wso2.apiRequest(token, "GET", "/pizzashack/1.0.0/menu"));
            },
            new Breakable.SignIn() {
                @Override
                public AuthorizationTransaction begin(Walk walk) {
                    return wso2(walk, walk.connections().wso2()).authorize("openid");
                }

                @Override
                public Token complete(Walk walk, AuthorizationTransaction login, AuthorizationCallback callback) {
                    return wso2(walk, walk.connections().wso2()).complete(login, callback);
                }
            },
            true);

    private static final Breakable X3_SERVICE = new Breakable(
            MockAuthServer::x3,
            walk -> x3(walk, paired(walk)),
            walk -> walk.token().map(Token::refreshToken).isPresent()
                    ? Optional.empty()
                    : Optional.of("X3 gives no token without a person: pair with a customer first."),
            walk -> {
                Token renewed = x3(walk, paired(walk)).refresh(walk.requireToken());
                walk.keep(renewed);
                return renewed;
            },
            walk -> {
                X3Config right = paired(walk);
                X3Config wrong = new X3Config(
                        right.root(),
                        right.otherRoots(),
                        right.clientId(),
                        WRONG,
                        right.redirectUri(),
                        right.pairingLifetime());
                return x3(walk, wrong).refresh(walk.requireToken());
            },
            "client secret",
            null,
            new Breakable.SignIn() {
                @Override
                public AuthorizationTransaction begin(Walk walk) {
                    return x3(walk, walk.connections().x3()).authorize("https://customer.example", "api.dataIngestion");
                }

                @Override
                public Token complete(Walk walk, AuthorizationTransaction login, AuthorizationCallback callback) {
                    return x3(walk, walk.connections().x3()).complete(login, callback);
                }
            },
            true);

    private static final Breakable SONETEL = new Breakable(
            MockAuthServer::sonetel,
            walk -> sonetel(walk, walk.connections().sonetel()),
            walk -> Optional.empty(),
            walk -> sonetel(walk, walk.connections().sonetel()).token(),
            walk -> {
                SonetelConfig right = walk.connections().sonetel();
                return sonetel(
                                walk,
                                SonetelConfig.of(right.username(), WRONG)
                                        .withTokenEndpoint(right.tokenEndpoint())
                                        .withApiAddress(right.apiAddress()))
                        .token();
            },
            "password",
            (walk, token) -> sonetel(walk, walk.connections().sonetel()).account(token),
            null,
            true);

    private static final Breakable XBOOKER = new Breakable(
            MockAuthServer::xBooker,
            walk -> xBooker(walk, walk.connections().xBooker()),
            walk -> Optional.empty(),
            walk -> {
                Token token = xBooker(walk, walk.connections().xBooker()).token();
                walk.keep(token);
                return token;
            },
            walk -> {
                XBookerConfig right = walk.connections().xBooker();
                return xBooker(
                                walk,
                                new XBookerConfig(
                                        right.organizationId(),
                                        right.clientId(),
                                        WRONG,
                                        right.authAddress(),
                                        right.apiAddress()))
                        .token();
            },
            "client secret",
            (walk, token) -> xBooker(walk, walk.connections().xBooker()).organization(token),
            null,
            false);

    private static final Map<String, Breakable> ALL =
            Map.of("goto", GOTO, "wso2", WSO2, "x3", X3_SERVICE, "sonetel", SONETEL, "xbooker", XBOOKER);

    private Breakables() {}

    static Optional<Breakable> of(String service) {
        return Optional.ofNullable(ALL.get(service));
    }

    private static Token personalAccessToken(Walk walk, GoToConfig config) {
        return goTo(walk, config).personalAccessToken(Secret.of("goto-pat"));
    }

    private static GoTo goTo(Walk walk, GoToConfig config) {
        return new GoTo(config, walk.transport(), walk.clock());
    }

    private static Wso2 wso2(Walk walk, Wso2Config config) {
        return new Wso2(config, walk.transport(), walk.clock());
    }

    private static X3 x3(Walk walk, X3Config config) {
        return new X3(config, walk.transport(), walk.clock());
    }

    /** The application whose pairing brought the kept token, as the steps of X3 note it: no other can renew it. */
    private static X3Config paired(Walk walk) {
        return walk.noted("application of the pairing", X3Config.class)
                .orElseGet(() -> walk.connections().x3());
    }

    private static Sonetel sonetel(Walk walk, SonetelConfig config) {
        return new Sonetel(config, walk.transport(), walk.clock());
    }

    private static XBooker xBooker(Walk walk, XBookerConfig config) {
        return new XBooker(config, walk.transport(), walk.clock());
    }
}
