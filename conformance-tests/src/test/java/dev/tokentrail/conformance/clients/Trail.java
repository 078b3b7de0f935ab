package dev.tokentrail.conformance.clients;

import dev.tokentrail.mock.RecordedRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Recorded requests as one line each: method, path below the base, media type, credentials, parameters. */
final class Trail {

    private static final List<String> HEADERS = List.of("organization-id", "client-id", "client-secret");
    private static final List<String> PARAMETERS = List.of(
            "client_id",
            "client_secret",
            "code",
            "code_challenge",
            "code_challenge_method",
            "code_verifier",
            "customer",
            "grant_type",
            "password",
            "redirect_uri",
            "refresh",
            "refresh_token",
            "response_type",
            "scope",
            "state",
            "token",
            "username");
    /** Those whose values differ from run to run, or are secret. */
    private static final Set<String> VALUE_LEFT_OUT = Set.of(
            "client-secret",
            "client_secret",
            "code",
            "code_challenge",
            "code_verifier",
            "password",
            "redirect_uri",
            "refresh_token",
            "state",
            "token");

    private Trail() {}

    /** The journal of a namespace shows the paths below its address, and so does the trail. */
    static List<String> of(List<RecordedRequest> requests, URI base) {
        String basePath = base.getPath().replaceFirst("^/_ns/[^/]+", "").replaceFirst("/$", "");
        return requests.stream().map(request -> line(request, basePath)).toList();
    }

    private static String line(RecordedRequest request, String basePath) {
        List<String> facts = new ArrayList<>();
        request.header("Content-Type")
                .filter(type -> request.body().length > 0)
                .ifPresent(type -> facts.add(type.replaceFirst(";.*", "")));
        request.header("Authorization").ifPresent(value -> facts.add(credentials(value)));
        for (String name : HEADERS) {
            request.header(name)
                    .ifPresent(value -> facts.add(VALUE_LEFT_OUT.contains(name) ? name : name + ": " + value));
        }
        for (String name : PARAMETERS) {
            request.parameter(name)
                    .ifPresent(value -> facts.add(VALUE_LEFT_OUT.contains(name) ? name : name + "=" + value));
        }
        String path = request.path();
        return request.method() + " " + (path.startsWith(basePath) ? path.substring(basePath.length()) : path) + " "
                + String.join(", ", facts);
    }

    private static String credentials(String authorization) {
        return authorization.startsWith("Basic ")
                ? "Basic " + new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8)
                : authorization.replaceFirst(" .*", "");
    }
}
