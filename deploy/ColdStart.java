import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures cold starts side by side: from the launch of a process to the last byte of its first token. Each round starts every
 * candidate once, in turn; what is told is the median, between which two values half of the starts lie, and the ratio to the first.
 *
 * <p>{@code java ColdStart.java emulator|demo ROUNDS NAME COMMAND NAME COMMAND...}, each command split at blanks.
 */
final class ColdStart {

    private static final Pattern CSRF_TOKEN = Pattern.compile("\"csrfToken\":\"([^\"]+)\"");
    private static final String APP = Base64.getEncoder()
            .encodeToString("wU62DjlyDBnq87GlBwplfqvmAbAa:ksdSdoefDDP7wpaElfqvmjDue".getBytes(StandardCharsets.UTF_8));

    private final HttpClient client = HttpClient.newHttpClient();
    private final boolean demo;

    private ColdStart(boolean demo) {
        this.demo = demo;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ColdStart measure = new ColdStart(arguments[0].equals("demo"));
        int rounds = Integer.parseInt(arguments[1]);
        Map<String, List<String>> candidates = new LinkedHashMap<>();
        for (int i = 2; i < arguments.length; i += 2) {
            candidates.put(arguments[i], Arrays.asList(arguments[i + 1].split(" ")));
        }
        Map<String, List<Double>> taken = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) { // one round to warm the disk and this client
            for (Map.Entry<String, List<String>> candidate : candidates.entrySet()) {
                double milliseconds = measure.start(candidate.getValue());
                if (round >= 0) {
                    taken.computeIfAbsent(candidate.getKey(), name -> new ArrayList<>()).add(milliseconds);
                }
            }
        }
        double first = at(taken.values().iterator().next(), 0.5);
        taken.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "| %s, %s | %.0f (%.0f–%.0f) | %.2f |%n",
                arguments[0],
                name,
                at(all, 0.5),
                at(all, 0.25),
                at(all, 0.75),
                at(all, 0.5) / first));
    }

    private double start(List<String> command) throws IOException, InterruptedException {
        long launched = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String server = address(process.inputReader());
            String answer = demo ? tokenOfDemo(server) : tokenOfEmulator(server);
            double milliseconds = (System.nanoTime() - launched) / 1e6;
            if (!answer.contains(demo ? "\"successful\":true" : "\"access_token\"")) {
                throw new IOException("No token but " + answer);
            }
            return milliseconds;
        } finally {
            process.toHandle().destroy();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        }
    }

    private static String address(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            int at = line.indexOf("eady at http");
            if (at >= 0) {
                return line.substring(at + 8).split(" ")[0];
            }
        }
        throw new IOException("It ended before it was ready");
    }

    private String tokenOfEmulator(String server) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server + "/wso2/token"))
                        .header("Authorization", "Basic " + APP)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")))
                .body();
    }

    /** The demo's own call to the emulator inside it. */
    private String tokenOfDemo(String server) throws IOException, InterruptedException {
        HttpResponse<String> session = send(HttpRequest.newBuilder(URI.create(server + "/api/session")));
        Matcher token = CSRF_TOKEN.matcher(session.body());
        String cookie = session.headers().firstValue("Set-Cookie").orElse("").split(";")[0];
        if (!token.find()) {
            throw new IOException("No session but " + session.body());
        }
        return send(HttpRequest.newBuilder(
                                URI.create(server + "/api/services/wso2/flows/client-credentials/steps/get-token/run"))
                        .header("Cookie", cookie)
                        .header("X-CSRF-Token", token.group(1))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{}")))
                .body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static double at(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }
}
