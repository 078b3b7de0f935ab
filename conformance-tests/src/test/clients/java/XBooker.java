import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** X Booker, "Delegated Access", by java.net.http alone: two GETs with headers, then the API. */
class XBooker {

    private static final String BASE = System.getenv("BASE");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static void main(String... arguments) throws Exception {
        String refreshToken = refreshToken("xbooker-secret");
        String accessToken = get(
                "/auth/v1/tokens/access",
                "accessToken",
                "organization-id",
                "org-1",
                "client-id",
                "xbooker-client",
                "Authorization",
                "Bearer " + refreshToken);
        String organization = get("/delegated/v1", "id", "Authorization", "Bearer " + accessToken);
        System.out.printf(
                "{\"accessToken\":\"%s\",\"organization\":\"%s\",\"refused\":%s}%n",
                accessToken, organization, refreshToken("wrong"));
    }

    static String refreshToken(String clientSecret) throws Exception {
        return get(
                "/auth/v1/tokens/refresh",
                "refreshToken",
                "organization-id",
                "org-1",
                "client-id",
                "xbooker-client",
                "client-secret",
                clientSecret);
    }

    /** A member of the data of a successful answer, else null. */
    static String get(String path, String name, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(BASE + path)).headers(headers).build();
        String answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(answer);
        return answer.contains("\"success\":true") && member.find() ? member.group(1) : null;
    }
}
