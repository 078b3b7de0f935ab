package dev.tokentrail.conformance.soak;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenProvider;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.MockService;
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
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One service and what a program does with it.
 *
 * @param service the emulated service
 * @param tokenPath where its token requests go
 * @param provider its provider
 * @param grant the grant without a person
 * @param signIn how a person gets the first token, null if none is needed
 * @param apiPath a resource of its API
 * @param apiBody what is posted there, null for a GET
 */
record Subject(
        MockService service,
        String tokenPath,
        TokenProvider provider,
        Supplier<Token> grant,
        @Nullable SignIn signIn,
        String apiPath,
        @Nullable String apiBody) {

    private static final String CALLBACK = "http://127.0.0.1:5000/callback";

    /** A person signs in; what goes wrong there is for the person. */
    interface SignIn {
        Token byPerson() throws Exception;
    }

    static List<Subject> all(MockAuthServer mock, Transport transport) {
        return List.of(
                x3(mock, transport),
                sonetel(mock, transport),
                xBooker(mock, transport),
                goTo(mock, transport),
                wso2(mock, transport));
    }

    private static Subject x3(MockAuthServer mock, Transport transport) {
        X3Config config = X3Config.of(mock.x3().uri().toString(), "x3-client", Secret.of("x3-secret"), CALLBACK);
        X3 x3 = new X3(config, transport, mock.clock());
        SignIn pairing = () -> {
            AuthorizationTransaction begun = x3.authorize("https://customer.example", "api.graphQL");
            return x3.complete(begun, callback(begun));
        };
        return new Subject(mock.x3(), "/v1/token", x3, x3::token, pairing, "/graphql", "{\"query\":\"{ }\"}");
    }

    private static Subject sonetel(MockAuthServer mock, Transport transport) {
        SonetelConfig config = SonetelConfig.of("user@example.com", Secret.of("password"))
                .withTokenEndpoint(
                        mock.sonetel().uri("/SonetelAuth/beta/oauth/token").toString())
                .withApiAddress(mock.sonetel().uri().toString());
        Sonetel sonetel = new Sonetel(config, transport, mock.clock());
        return new Subject(
                mock.sonetel(), "/SonetelAuth/beta/oauth/token", sonetel, sonetel::token, null, "/account/", null);
    }

    private static Subject xBooker(MockAuthServer mock, Transport transport) {
        XBookerConfig config = XBookerConfig.of("org-1", "xbooker-client", Secret.of("xbooker-secret"))
                .withAuthAddress(mock.xBooker().uri("/auth/v1").toString())
                .withApiAddress(mock.xBooker().uri("/delegated/v1").toString());
        XBooker xBooker = new XBooker(config, transport, mock.clock());
        return new Subject(
                mock.xBooker(), "/auth/v1/tokens/*", xBooker, xBooker::token, null, "/delegated/v1/organization", null);
    }

    private static Subject goTo(MockAuthServer mock, Transport transport) {
        GoToConfig config = GoToConfig.of("goto-client", Secret.of("goto-secret"), CALLBACK)
                .withScopes("messaging.v1.send")
                .at(mock.goTo().uri().toString());
        GoTo goTo = new GoTo(config, transport, mock.clock());
        SignIn login = () -> {
            AuthorizationTransaction begun = goTo.authorize("messaging.v1.send");
            return goTo.complete(begun, callback(begun));
        };
        String message =
                "{\"ownerPhoneNumber\":\"+15550100\",\"contactPhoneNumbers\":[\"+15550101\"],\"body\":\"hello\"}";
        return new Subject(mock.goTo(), "/oauth/token", goTo, goTo::token, login, "/messaging/v1/messages", message);
    }

    private static Subject wso2(MockAuthServer mock, Transport transport) {
        Wso2Config config = Wso2Config.atServer(
                mock.wso2().uri().toString(), "wU62DjlyDBnq87GlBwplfqvmAbAa", Secret.of("ksdSdoefDDP7wpaElfqvmjDue"));
        Wso2 wso2 = new Wso2(config, transport, mock.clock());
        return new Subject(
                mock.wso2(),
                "/oauth2/token",
                wso2,
                () -> wso2.password("admin", Secret.of("admin"), "pizza.order"),
                null,
                "/pizzashack/1.0.0/menu",
                null);
    }

    private static AuthorizationCallback callback(AuthorizationTransaction begun) throws Exception {
        return AuthorizationCallback.fromUri(Browser.comesBackTo(begun.uri()));
    }

    /** A call of the service's API. */
    HttpRequest call(Token token) {
        HttpRequest.Builder call = HttpRequest.newBuilder(URI.create(service.uri() + apiPath))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", token.revealAuthorization());
        return apiBody == null
                ? call.GET().build()
                : call.header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(apiBody))
                        .build();
    }
}
