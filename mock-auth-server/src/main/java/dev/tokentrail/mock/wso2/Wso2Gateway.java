package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.wso2.Wso2Config.Application;
import java.util.List;
import java.util.Map;

/**
 * An API behind the gateway: {@code GET /menu} for any token, {@code POST /order} for a user with {@code pizza.order}.
 *
 * <p>Documented: statuses and codes, the JSON of 3.2 and 4.x, and the XML (as users met it: wso2/product-apim#12019).
 * Assumed: most texts, and that older gateways answer JSON to whoever accepts only that.
 */
final class Wso2Gateway {

    static final String CONTEXT = "/pizzashack/1.0.0";

    private final Wso2Config config;
    private final Wso2Tokens tokens;
    private final String mount;

    Wso2Gateway(Wso2Config config, Wso2Tokens tokens, String mount) {
        this.config = config;
        this.tokens = tokens;
        this.mount = mount;
    }

    Answer call(Request request) {
        String resource = request.method() + " " + request.path().substring((mount + CONTEXT).length());
        boolean menu = resource.equals("GET /menu") || resource.equals("HEAD /menu");
        boolean order = resource.equals("POST /order");
        if (!menu && !order) {
            return fault(request, 403, 900906, "No matching resource found in the API for the given request", "");
        }
        if (request.headerValues("Authorization").isEmpty()) {
            return fault(
                    request, 401, 900902, "Missing Credentials", "Make sure your API invocation has a bearer token");
        }
        Wso2Token token = request.bearer().flatMap(tokens::live).orElse(null);
        if (token == null) {
            return fault(
                    request,
                    401,
                    900901,
                    "Invalid Credentials",
                    "Invalid Credentials. Make sure you have provided the correct security credentials");
        }
        Answer refused = refused(request, token, order);
        if (refused != null) {
            return refused;
        }
        return menu
                ? Answer.json(200, Map.of("menu", List.of(Members.of("name", "Margherita", "price", "12.50"))))
                : Answer.json(201, Members.of("orderId", "order-1", "status", "accepted"));
    }

    private @org.jspecify.annotations.Nullable Answer refused(Request request, Wso2Token token, boolean order) {
        Application application = config.application(token.owner.client()).orElseThrow();
        switch (application.subscription()) {
            case NONE -> {
                return fault(request, 403, 900908, "Resource forbidden", "The application is not subscribed");
            }
            case INACTIVE -> {
                return fault(request, 401, 900909, "The subscription to the API is inactive", "");
            }
            case BLOCKED -> {
                return fault(request, 401, 900907, "The requested API is temporarily blocked", "");
            }
            case ACTIVE -> {}
        }
        if (order && token.owner.user() == null) {
            return fault(request, 401, 900905, "Incorrect Access Token Type is provided", "A user token is needed");
        }
        return order && !Wso2Scopes.contains(token.owner.scope(), "pizza.order")
                ? fault(
                        request,
                        403,
                        900910,
                        "The access token does not allow you to access the requested resource",
                        "The scope pizza.order is needed")
                : null;
    }

    private Answer fault(Request request, int status, int code, String message, String description) {
        Answer answer;
        if (config.version().atLeast(ApimVersion.V4_0)) {
            answer = Answer.json(
                    status, Members.of("code", String.valueOf(code), "message", message, "description", description));
        } else if (String.join(",", request.headerValues("Accept")).contains("application/json")) {
            answer = Answer.json(
                    status, Map.of("fault", Members.of("code", code, "message", message, "description", description)));
        } else {
            answer = Answer.text(
                    status,
                    "application/xml",
                    "<ams:fault xmlns:ams=\"http://wso2.org/apimanager/security\"><ams:code>" + code
                            + "</ams:code><ams:message>" + message
                            + "</ams:message><ams:description>" + description + "</ams:description></ams:fault>");
        }
        return status == 401 ? answer.with("WWW-Authenticate", "OAuth2 realm=\"WSO2 API Manager\"") : answer;
    }
}
