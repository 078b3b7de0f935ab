import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a server once, has it answer what its users ask first, and lets it write down which classes that took: a class-data
 * sharing archive, from JDK 25 on an AOT cache. Leaves the options of later starts in a file beside the jar.
 *
 * <p>{@code java Training.java OPTIONS JAVA JVM-OPTION... -jar JAR ARGUMENT... -- REQUEST...}, with OPTIONS the file to write
 * and each REQUEST a path to get, {@code PATH USER:PASSWORD FORM} to post a form, or {@code PATH JSON} to post that, with the CSRF
 * token of an earlier answer.
 */
final class Training {

    private static final Pattern CSRF_TOKEN = Pattern.compile("\"csrfToken\":\"([^\"]+)\"");

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String server;
    private String csrfToken = "";

    private Training(String server) {
        this.server = server;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> all = Arrays.asList(arguments);
        int end = all.lastIndexOf("--");
        int jar = all.indexOf("-jar");
        Path options = Path.of(all.get(0));
        String java = all.get(1);
        List<String> machine = new ArrayList<>(all.subList(2, jar));
        List<String> program = all.subList(jar, end);

        boolean ahead = Runtime.version().feature() >= 25;
        Path archive = options.resolveSibling(ahead ? "classes.aot" : "classes.jsa");
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(machine);
        command.add((ahead ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive);
        command.addAll(program);
        if (!ahead && Files.notExists(Path.of(java).resolveSibling("../lib/server/classes.jsa"))) {
            // The archive of the program lies upon one of the platform, which jlink does not make.
            run(List.of(java, "-Xshare:dump"));
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            Training training = new Training(address(process.inputReader()));
            for (String request : all.subList(end + 1, all.size())) {
                training.send(request);
            }
        } finally {
            process.toHandle().destroy(); // Process.destroy would close the streams before they are written
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        }
        if (Files.notExists(archive)) {
            throw new IOException("No archive was written at " + archive);
        }
        machine.add((ahead ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive);
        if (ahead) {
            machine.add("-Xlog:aot*=error"); // JDK 25 warns of stubs that it makes anew, which costs nothing
        }
        Files.write(options, machine);
    }

    private static String address(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            int at = line.indexOf("eady at http");
            if (at >= 0) {
                return line.substring(at + 8).split(" ")[0];
            }
        }
        throw new IOException("The server ended before it was ready");
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start().waitFor() != 0) {
            throw new IOException(command + " failed");
        }
    }

    private void send(String line) throws IOException, InterruptedException {
        String[] parts = line.split(" ");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + parts[0])).header("Accept", "*/*");
        if (parts.length == 2) {
            request.header("Content-Type", "application/json")
                    .header("X-CSRF-Token", csrfToken)
                    .POST(BodyPublishers.ofString(parts[1]));
        } else if (parts.length == 3) {
            String basic = Base64.getEncoder().encodeToString(parts[1].getBytes(StandardCharsets.UTF_8));
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Authorization", "Basic " + basic)
                    .POST(BodyPublishers.ofString(parts[2]));
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 > 3) {
            throw new IOException(line + " was answered with " + answer.statusCode() + " " + answer.body());
        }
        Matcher token = CSRF_TOKEN.matcher(answer.body());
        csrfToken = token.find() ? token.group(1) : csrfToken;
    }
}
