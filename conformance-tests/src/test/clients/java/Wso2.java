import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** WSO2 API Manager, "Token API", by java.net.http alone: password, authorization code, refresh. */
class Wso2 {

    private static final String BASE = System.getenv("BASE");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String CALLBACK =
            URLEncoder.encode("https://client.example.com/cb", StandardCharsets.UTF_8);

    public static void main(String... arguments) throws Exception {
        String user = token("grant_type=password&username=admin&password=admin&scope=PRODUCTION");
        String byCode = token("grant_type=authorization_code&code=" + authorize() + "&redirect_uri=" + CALLBACK);
        String refresh =
                "grant_type=refresh_token&refresh_token=" + member(byCode, "refresh_token") + "&scope=PRODUCTION";
        String renewed = token(refresh);
        String refused = token(refresh);
        boolean rotated = !member(renewed, "refresh_token").equals(member(byCode, "refresh_token"));
        System.out.printf(
                "{\"accessToken\":\"%s\",\"tokenType\":\"%s\",\"rotated\":%s,\"refused\":\"%s\"}%n",
                member(renewed, "access_token"), member(user, "token_type"), rotated, member(refused, "error"));
    }

    static String token(String payload) throws Exception {
        String keyAndSecret = "wU62DjlyDBnq87GlBwplfqvmAbAa:ksdSdoefDDP7wpaElfqvmjDue";
        HttpRequest request = HttpRequest.newBuilder(URI.create(BASE + "/token"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(keyAndSecret.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(payload))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    static String authorize() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(BASE + "/authorize?response_type=code"
                        + "&client_id=wU62DjlyDBnq87GlBwplfqvmAbAa&scope=PRODUCTION&redirect_uri=" + CALLBACK))
                .build();
        String location = HTTP.send(request, HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        Matcher code = Pattern.compile("[?&]code=([^&]*)").matcher(location);
        code.find();
        return code.group(1);
    }

    static String member(String json, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        return member.find() ? member.group(1) : null;
    }
}
