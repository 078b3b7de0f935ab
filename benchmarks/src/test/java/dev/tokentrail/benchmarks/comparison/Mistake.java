package dev.tokentrail.benchmarks.comparison;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a client does wrong; whether the server refuses it is the cell of the table. */
enum Mistake {
    NONE("nothing is wrong") {
        @Override
        boolean refused(Mock mock) throws Exception {
            return code(mock, mock.redirectUri()).isEmpty() || !isToken(exchange(mock, goodCode(mock), VERIFIER, SAME));
        }
    },
    WRONG_SECRET("a wrong client secret") {
        @Override
        boolean refused(Mock mock) throws Exception {
            return !isToken(
                    post(mock, "wrong", password(mock, mock.credentials().get("password"))));
        }
    },
    WRONG_PASSWORD("a wrong password") {
        @Override
        boolean refused(Mock mock) throws Exception {
            return !isToken(post(mock, null, password(mock, "wrong")));
        }
    },
    FOREIGN_REDIRECT("a redirect URI of another site") {
        @Override
        boolean refused(Mock mock) throws Exception {
            return code(mock, "https://evil.example/cb").isEmpty();
        }
    },
    OTHER_REDIRECT("another redirect URI in the exchange of the code") {
        @Override
        boolean refused(Mock mock) throws Exception {
            return !isToken(exchange(mock, goodCode(mock), VERIFIER, "https://client.example.com/other"));
        }
    },
    CODE_MADE_UP("a code that was never issued") {
        @Override
        boolean refused(Mock mock) throws Exception {
            return !isToken(exchange(mock, "made-up", VERIFIER, SAME));
        }
    },
    CODE_TWICE("a code for the second time") {
        @Override
        boolean refused(Mock mock) throws Exception {
            String code = goodCode(mock);
            exchange(mock, code, VERIFIER, SAME);
            return !isToken(exchange(mock, code, VERIFIER, SAME));
        }
    },
    WRONG_VERIFIER("a wrong PKCE verifier") {
        @Override
        boolean refused(Mock mock) throws Exception {
            return !isToken(exchange(mock, goodCode(mock), "x".repeat(43), SAME));
        }
    },
    REFRESH_MADE_UP("a refresh token that was never issued") {
        @Override
        boolean refused(Mock mock) throws Exception {
            return !isToken(post(mock, null, refresh("made-up")));
        }
    },
    REFRESH_TWICE("a refresh token that was rotated away") {
        @Override
        boolean refused(Mock mock) throws Exception {
            String first = member(exchange(mock, goodCode(mock), VERIFIER, SAME), "refresh_token");
            post(mock, null, refresh(first));
            return !isToken(post(mock, null, refresh(first)));
        }
    },
    UNKNOWN_GRANT("a grant type that there is not") {
        @Override
        boolean refused(Mock mock) throws Exception {
            return !isToken(post(mock, null, Map.of("grant_type", "made_up")));
        }
    };

    /** The example of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String SAME = "";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String text;

    Mistake(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Makes the mistake, and tells whether it was refused. */
    abstract boolean refused(Mock mock) throws Exception;

    private static Map<String, String> password(Mock mock, String password) {
        return Map.of("grant_type", "password", "username", mock.credentials().get("user"), "password", password);
    }

    private static Map<String, String> refresh(String refreshToken) {
        return Map.of("grant_type", "refresh_token", "refresh_token", refreshToken);
    }

    private static String goodCode(Mock mock) throws Exception {
        return code(mock, mock.redirectUri());
    }

    /** The code that the browser would bring to this address, or nothing. */
    private static String code(Mock mock, String redirectUri) throws Exception {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", mock.credentials().get("client"));
        query.put("redirect_uri", redirectUri);
        query.put("scope", "openid");
        query.put("state", "the-state");
        query.put("code_challenge", CHALLENGE);
        query.put("code_challenge_method", "S256");
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(mock.base() + mock.authorize() + "?" + form(query)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String location = answer.headers().firstValue("Location").orElse("");
        Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(location);
        return location.startsWith(redirectUri) && code.find() ? code.group(1) : "";
    }

    private static String exchange(Mock mock, String code, String verifier, String redirectUri) throws Exception {
        return post(
                mock,
                null,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "code_verifier",
                        verifier,
                        "redirect_uri",
                        redirectUri.equals(SAME) ? mock.redirectUri() : redirectUri));
    }

    /** Sends a token request; the body of a 2xx answer, or nothing. */
    private static String post(Mock mock, @Nullable String otherSecret, Map<String, String> parameters)
            throws Exception {
        String credentials = mock.credentials().get("client") + ":"
                + (otherSecret == null ? mock.credentials().get("secret") : otherSecret);
        HttpRequest request = HttpRequest.newBuilder(URI.create(mock.base() + mock.token()))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(parameters)))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() / 100 == 2 ? answer.body() : "";
    }

    private static boolean isToken(String answer) {
        return !member(answer, "access_token").isEmpty();
    }

    private static String member(String json, String name) {
        Matcher member =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        return member.find() ? member.group(1) : "";
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
