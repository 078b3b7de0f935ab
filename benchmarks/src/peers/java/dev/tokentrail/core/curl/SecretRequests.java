package dev.tokentrail.core.curl;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests of the kinds that get tokens and use them, each with one secret in its usual place. */
final class SecretRequests {

    private static final String SECRET = "s3cret-Value-4711";
    private static final String BASIC =
            Base64.getEncoder().encodeToString(("client:" + SECRET).getBytes(StandardCharsets.UTF_8));

    private SecretRequests() {}

    static Map<String, WireRequest> all() {
        Map<String, WireRequest> requests = new LinkedHashMap<>();
        header(requests, "Authorization", "Bearer " + SECRET, "bearer token");
        header(requests, "Authorization", "Basic " + BASIC, "Basic password");
        header(requests, "X-Api-Key", SECRET, "`X-Api-Key`");
        header(requests, "Cookie", "SESSION=" + SECRET, "cookie");
        for (String name : new String[] {
            "client_secret", "password", "refresh_token", "code", "code_verifier", "token", "client_assertion"
        }) {
            requests.put(
                    "form `" + name + "`",
                    WireRequest.post("https://as.example/token")
                            .form(Parameters.of("grant_type", "x").and(name, SECRET))
                            .build());
        }
        requests.put(
                "query `access_token`",
                WireRequest.get("https://api.example/me?access_token=" + SECRET).build());
        requests.put(
                "JSON `password`",
                WireRequest.post("https://as.example/login")
                        .header("Content-Type", "application/json")
                        .body(new Body.Raw(
                                ("{\"user\":\"u\",\"password\":\"" + SECRET + "\"}").getBytes(StandardCharsets.UTF_8),
                                null))
                        .build());
        return requests;
    }

    static boolean isShown(String text) {
        return text.contains(SECRET) || text.contains(BASIC);
    }

    private static void header(Map<String, WireRequest> requests, String name, String value, String what) {
        requests.put(
                what,
                WireRequest.get("https://api.example/me").header(name, value).build());
    }
}
