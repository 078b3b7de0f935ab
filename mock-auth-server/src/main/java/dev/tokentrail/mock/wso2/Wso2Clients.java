package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.token.ClientCredentials;
import dev.tokentrail.mock.token.Secrets;
import dev.tokentrail.mock.wso2.Wso2Config.Application;
import java.util.List;

/** Reading a form and authenticating the application that sent it: Basic, or key and secret in the body. */
final class Wso2Clients {

    /** In the source this is a configured list; which names it has by default is assumed. */
    private static final List<String> SENSITIVE = List.of(
            "client_secret", "password", "refresh_token", "code", "code_verifier", "assertion", "token", "username");

    private final Wso2Config config;
    private final Wso2Errors errors;

    Wso2Clients(Wso2Config config, Wso2Errors errors) {
        this.config = config;
        this.errors = errors;
    }

    /** The parameters of a body; JSON is read from library 6.9 (API Manager 4.2) on. */
    Parameters form(Request request) {
        if (config.version().library(6, 9)
                && request.query().entries().stream().anyMatch(entry -> SENSITIVE.contains(entry.getKey()))) {
            throw Wso2Errors.invalidRequest("Invalid request with sensitive data in the URL.");
        }
        boolean json = request.mediaType().equals("application/json")
                && config.version().library(6, 9);
        if (!json && !request.mediaType().equals("application/x-www-form-urlencoded")) {
            // assumed: the framework of the real server answers 415
            throw Wso2Errors.refusal(
                    415, "invalid_request", "Bad request content type. Expecting: application/x-www-form-urlencoded");
        }
        Parameters form = json ? request.json() : request.form();
        if (form.repeated().isPresent()) {
            throw Wso2Errors.invalidRequest("Invalid request with repeated parameters.");
        }
        return form;
    }

    Application authenticate(Request request, Parameters form) {
        boolean header = !request.headerValues("Authorization").isEmpty();
        boolean secretInBody = form.has("client_secret");
        if (header && secretInBody) {
            throw errors.twoClientAuthentications();
        }
        if (header) {
            ClientCredentials offered = ClientCredentials.of(request).orElseThrow(() -> errors.wrongSecret(request));
            Application application = match(request, offered.id(), offered.secret());
            if (form.value("client_id")
                    .filter(id -> !id.equals(application.key()))
                    .isPresent()) {
                throw errors.twoClientAuthentications();
            }
            return application;
        }
        if (!secretInBody || !form.has("client_id")) {
            throw errors.noClient(request);
        }
        return match(
                request,
                form.value("client_id").orElse(""),
                form.value("client_secret").orElse(""));
    }

    private Application match(Request request, String id, String secret) {
        Application application = config.application(id).orElseThrow(() -> errors.unknownClient(request, id));
        if (!Secrets.same(application.secret(), secret)) {
            throw errors.wrongSecret(request);
        }
        if (!application.active()) {
            throw errors.inactiveApplication(request);
        }
        return application;
    }
}
