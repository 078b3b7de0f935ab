package dev.tokentrail.demo.web.trail;

import dev.tokentrail.demo.flow.EmulatedServices;

/** What stands around the calls in the downloaded test. */
final class SessionTestFrame {

    private static final String HEAD = """
            import static org.junit.jupiter.api.Assertions.assertEquals;
            import static org.junit.jupiter.api.Assertions.assertTrue;

            import dev.tokentrail.mock.MockAuthServer;
            import java.net.URI;
            import java.net.URLDecoder;
            import java.net.URLEncoder;
            import java.net.http.HttpClient;
            import java.net.http.HttpRequest;
            import java.net.http.HttpRequest.BodyPublishers;
            import java.net.http.HttpResponse;
            import java.net.http.HttpResponse.BodyHandlers;
            import java.nio.charset.StandardCharsets;
            import java.security.MessageDigest;
            import java.time.Duration;
            import java.util.Base64;
            import java.util.HashMap;
            import java.util.Map;
            import java.util.regex.Matcher;
            import java.util.regex.Pattern;
            import org.junit.jupiter.api.Test;

            /**
             * Replays a session (calls: @CALLS@) against an emulator of its own. Needs dev.tokentrail:mock-auth-server and
             * org.junit.jupiter:junit-jupiter on the class path, and no network.
             */
            class SessionTest {

                private static final String VERIFIER = "a-verifier-of-forty-three-characters-or-more";
                private static final HttpClient CLIENT = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(Duration.ofSeconds(10))
                        .build();

                @Test
                void answersAsInTheSession() throws Exception {
                    try (MockAuthServer emulator = MockAuthServer.create()
                            .configure(@CONFIGURATION@)
                            .start()) {
                        String emulated = emulator.url().toString();
            """;

    private static final String TAIL = """
                    }
                }

                /** Opens the authorize page as a browser does, where the emulator approves at once. */
                private static Map<String, String> signIn(String address) throws Exception {
                    HttpResponse<String> answer =
                            CLIENT.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
                    String back = answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body()));
                    Map<String, String> parameters = new HashMap<>();
                    for (String pair : back.substring(back.indexOf('?') + 1).split("&")) {
                        String[] parts = pair.split("=", 2);
                        parameters.put(parts[0], URLDecoder.decode(parts[parts.length - 1], StandardCharsets.UTF_8));
                    }
                    return parameters;
                }

                /** The code, which one of Sage's guides names authorizationCode. */
                private static String code(Map<String, String> callback) {
                    return callback.getOrDefault("code", callback.get("authorizationCode"));
                }

                private static String challenge() throws Exception {
                    byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
                    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
                }

                private static String form(String... namesAndValues) {
                    StringBuilder form = new StringBuilder();
                    for (int i = 0; i < namesAndValues.length; i += 2) {
                        form.append(i == 0 ? "" : "&")
                                .append(URLEncoder.encode(namesAndValues[i], StandardCharsets.UTF_8))
                                .append('=')
                                .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
                    }
                    return form.toString();
                }

                private static String base64(String text) {
                    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
                }

                /** The last text member of that name in an answer that is JSON. */
                private static String member(HttpResponse<String> answer, String name) {
                    Matcher members = Pattern.compile("\\"" + Pattern.quote(name) + "\\"\\\\s*:\\\\s*\\"([^\\"]*)\\"")
                            .matcher(answer.body());
                    String last = null;
                    while (members.find()) {
                        last = members.group(1);
                    }
                    assertTrue(last != null, name + " is missing: " + answer.body());
                    return last;
                }

                private static void assertMembers(HttpResponse<String> answer, String... names) {
                    for (String name : names) {
                        assertTrue(answer.body().contains('"' + name + '"'), name + " is missing: " + answer.body());
                    }
                }
            }
            """;

    private SessionTestFrame() {}

    static String around(String statements, int calls) {
        return HEAD.replace("@CALLS@", String.valueOf(calls))
                        .replace("@CONFIGURATION@", JavaText.literal(EmulatedServices.CONFIGURATION))
                + statements
                + TAIL;
    }
}
