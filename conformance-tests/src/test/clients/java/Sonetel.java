import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sonetel, "Generate token with NodeJS", by java.net.http alone: multipart/form-data and Basic. */
class Sonetel {

    private static final String BASE = System.getenv("BASE");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String... arguments) throws Exception {
        String token = createAccessToken("user@example.com", "password").body();
        String refused = createAccessToken("user@example.com", "wrong").body();
        System.out.printf(
                "{\"accessToken\":\"%s\",\"tokenType\":\"%s\",\"refused\":\"%s\"}%n",
                member(token, "access_token"), member(token, "token_type"), member(refused, "error"));
    }

    static HttpResponse<String> createAccessToken(String username, String password) throws Exception {
        Map<String, String> fields =
                Map.of("grant_type", "password", "username", username, "password", password, "refresh", "yes");
        String boundary = UUID.randomUUID().toString();
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--" + boundary + "\r\n"
                + "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"));
        body.append("--" + boundary + "--\r\n");
        String client = Base64.getEncoder().encodeToString("sonetel-api:sonetel-api".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(BASE + "/SonetelAuth/beta/oauth/token"))
                .header("Authorization", "Basic " + client)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static String member(String json, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        return member.find() ? member.group(1) : null;
    }
}
