import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GoTo, "How to obtain an OAuth access token", by java.net.http alone: authorization code with state. */
class GoTo {

    private static final String OAUTH_SERVICE_URL = System.getenv("BASE");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final HttpClient BROWSER = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();

    public static void main(String... arguments) throws Exception {
        byte[] random = new byte[15];
        new SecureRandom().nextBytes(random);
        String expectedState = HexFormat.of().formatHex(random);
        CompletableFuture<String> authorizationCode = new CompletableFuture<>();
        HttpServer application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/login/oauth2/code/goto", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            boolean expected = expectedState.equals(find("(?:^|&)state=([^&]*)", query));
            if (expected) {
                authorizationCode.complete(find("(?:^|&)code=([^&]*)", query));
            }
            exchange.sendResponseHeaders(expected ? 200 : 403, -1);
            exchange.close();
        });
        application.start();
        String redirectUri =
                "http://127.0.0.1:" + application.getAddress().getPort() + "/login/oauth2/code/goto";
        browser(redirectUri + "?code=stolen&state=other"); // somebody else's redirect
        browser(OAUTH_SERVICE_URL + "/oauth/authorize?response_type=code&client_id=goto-client&redirect_uri="
                + encode(redirectUri) + "&scope=messaging.v1.send&state=" + expectedState);
        String code = authorizationCode.get(10, TimeUnit.SECONDS);
        application.stop(0);

        String token = token(code, redirectUri);
        String refused = token("made-up", redirectUri);
        System.out.printf(
                "{\"accessToken\":\"%s\",\"refused\":\"%s\"}%n",
                find("\"access_token\":\"([^\"]*)\"", token), find("\"error\":\"([^\"]*)\"", refused));
    }

    static String token(String code, String redirectUri) throws Exception {
        String form = "grant_type=authorization_code&code=" + encode(code) + "&redirect_uri=" + encode(redirectUri)
                + "&scope=messaging.v1.send";
        String client = Base64.getEncoder().encodeToString("goto-client:goto-secret".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(OAUTH_SERVICE_URL + "/oauth/token"))
                .header("Authorization", "Basic " + client)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    static void browser(String url) throws Exception {
        BROWSER.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding());
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    static String find(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        return found.find() ? found.group(1) : null;
    }
}
