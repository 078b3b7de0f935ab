import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sage X3, "Generate tokens from code", by java.net.http alone: pairing request, callback, JSON token call, 201. */
class X3 {

    private static final String ENDPOINT_URL = System.getenv("BASE");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final HttpClient BROWSER = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();

    public static void main(String... arguments) throws Exception {
        CompletableFuture<String> callback = new CompletableFuture<>();
        HttpServer application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/callback", exchange -> {
            callback.complete(exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        application.start();
        String redirectUri = "http://127.0.0.1:" + application.getAddress().getPort() + "/callback";
        String pairingRequest = ENDPOINT_URL + "/token/authorise?client_id=x3-client&state=astate&redirect_uri="
                + encode(redirectUri) + "&customer=" + encode("https://customer.example") + "&scope="
                + encode("businessDomain.ALL api.graphQL");
        HttpRequest pairing = HttpRequest.newBuilder(URI.create(pairingRequest)).build();
        BROWSER.send(pairing, HttpResponse.BodyHandlers.discarding()); // follows the redirect to the callback
        String query = callback.get(10, TimeUnit.SECONDS);
        application.stop(0);
        if (!query.contains("state=astate")) {
            throw new IllegalStateException("The callback belongs to another pairing request");
        }
        String code = find("[?&]?code=([^&]*)", query);

        HttpResponse<String> response = initiate(code, redirectUri);
        if (response.statusCode() != 201) {
            throw new IllegalStateException(find("\"message\":\"([^\"]*)\"", response.body()));
        }
        String accessToken = find("\"access_token\":\"([^\"]*)\"", response.body());
        String refused = find("\"message\":\"([^\"]*)\"", initiate("made-up", redirectUri).body());
        String claims = new String(Base64.getUrlDecoder().decode(accessToken.split("\\.")[1]), StandardCharsets.UTF_8);
        System.out.printf(
                "{\"accessToken\":\"%s\",\"scopes\":\"%s\",\"refused\":\"%s\"}%n",
                accessToken, find("\"scopes\":\"([^\"]*)\"", claims), refused);
    }

    static HttpResponse<String> initiate(String code, String redirectUri) throws Exception {
        String data = """
                {"code": "%s", "client_id": "x3-client", "client_secret": "x3-secret", \
                "grant_type": "authorization_code", "redirect_uri": "%s"}""".formatted(code, redirectUri);
        HttpRequest request = HttpRequest.newBuilder(URI.create(ENDPOINT_URL + "/token"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(data))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    static String find(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        return found.find() ? found.group(1) : null;
    }
}
