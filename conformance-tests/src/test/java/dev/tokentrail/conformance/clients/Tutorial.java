package dev.tokentrail.conformance.clients;

import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.MockService;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The five original tutorials: what their code sends, what it ends with, and a call that its access token is for. */
enum Tutorial {
    SONETEL(
            MockAuthServer::sonetel,
            List.of(
                    "POST /SonetelAuth/beta/oauth/token multipart/form-data, Basic sonetel-api:sonetel-api,"
                            + " grant_type=password, password, refresh=yes, username=user@example.com",
                    "POST /SonetelAuth/beta/oauth/token multipart/form-data, Basic sonetel-api:sonetel-api,"
                            + " grant_type=password, password, refresh=yes, username=user@example.com"),
            Map.of("tokenType", "bearer", "refused", "invalid_grant"),
            "/account/",
            ""),
    XBOOKER(
            MockAuthServer::xBooker,
            List.of(
                    "GET /auth/v1/tokens/refresh organization-id: org-1, client-id: xbooker-client, client-secret",
                    "GET /auth/v1/tokens/access Bearer, organization-id: org-1, client-id: xbooker-client",
                    "GET /delegated/v1 Bearer",
                    "GET /auth/v1/tokens/refresh organization-id: org-1, client-id: xbooker-client, client-secret"),
            Map.of("organization", "org-1"),
            "/delegated/v1",
            ""),
    X3(
            MockAuthServer::x3,
            List.of(
                    "GET /token/authorise client_id=x3-client, customer=https://customer.example, redirect_uri,"
                            + " scope=businessDomain.ALL api.graphQL, state",
                    "POST /token application/json, client_id=x3-client, client_secret, code,"
                            + " grant_type=authorization_code, redirect_uri",
                    "POST /token application/json, client_id=x3-client, client_secret, code,"
                            + " grant_type=authorization_code, redirect_uri"),
            Map.of("scopes", "businessDomain.ALL api.graphQL", "refused", "Pairing request not found"),
            "/graphql",
            "{}"),
    GOTO(
            MockAuthServer::goTo,
            List.of(
                    "GET /oauth/authorize client_id=goto-client, redirect_uri, response_type=code,"
                            + " scope=messaging.v1.send, state",
                    "POST /oauth/token application/x-www-form-urlencoded, Basic goto-client:goto-secret, code,"
                            + " grant_type=authorization_code, redirect_uri, scope=messaging.v1.send",
                    "POST /oauth/token application/x-www-form-urlencoded, Basic goto-client:goto-secret, code,"
                            + " grant_type=authorization_code, redirect_uri, scope=messaging.v1.send"),
            Map.of("refused", "invalid_grant"),
            "/messaging/v1/messages",
            "{\"ownerPhoneNumber\":\"+15550100\",\"contactPhoneNumbers\":[\"+15550101\"],\"body\":\"hello\"}"),
    WSO2(
            MockAuthServer::wso2,
            List.of(
                    "POST /token application/x-www-form-urlencoded, " + Tutorial.WSO2_APPLICATION
                            + ", grant_type=password, password, scope=PRODUCTION, username=admin",
                    "GET /authorize client_id=wU62DjlyDBnq87GlBwplfqvmAbAa,"
                            + " redirect_uri, response_type=code, scope=PRODUCTION",
                    "POST /token application/x-www-form-urlencoded, " + Tutorial.WSO2_APPLICATION
                            + ", code, grant_type=authorization_code, redirect_uri",
                    "POST /token application/x-www-form-urlencoded, " + Tutorial.WSO2_APPLICATION
                            + ", grant_type=refresh_token, refresh_token, scope=PRODUCTION",
                    "POST /token application/x-www-form-urlencoded, " + Tutorial.WSO2_APPLICATION
                            + ", grant_type=refresh_token, refresh_token, scope=PRODUCTION"),
            Map.of("tokenType", "Bearer", "rotated", "true", "refused", "invalid_grant"),
            "/pizzashack/1.0.0/menu",
            "");

    private static final String WSO2_APPLICATION = "Basic wU62DjlyDBnq87GlBwplfqvmAbAa:ksdSdoefDDP7wpaElfqvmjDue";

    private final Function<MockAuthServer, MockService> service;
    private final List<String> calls;
    private final Map<String, String> outcome;
    private final String apiPath;
    private final String apiBody;

    Tutorial(
            Function<MockAuthServer, MockService> service,
            List<String> calls,
            Map<String, String> outcome,
            String apiPath,
            String apiBody) {
        this.service = service;
        this.calls = calls;
        this.outcome = outcome;
        this.apiPath = apiPath;
        this.apiBody = apiBody;
    }

    MockService service(MockAuthServer emulator) {
        return service.apply(emulator);
    }

    /** The calls that its code makes. */
    List<String> calls() {
        return calls;
    }

    /** Members that every client's last line has, beside its access token. */
    Map<String, String> outcome() {
        return outcome;
    }

    /** A call of the service's API with an access token. */
    HttpRequest apiCall(MockAuthServer emulator, String accessToken) {
        URI uri = service(emulator).uri(apiPath);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + accessToken);
        return apiBody.isEmpty()
                ? request.build()
                : request.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(apiBody))
                        .build();
    }
}
