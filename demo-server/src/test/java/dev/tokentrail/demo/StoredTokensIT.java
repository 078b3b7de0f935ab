package dev.tokentrail.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.testsupport.LocalPostgres;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar with its tokens in PostgreSQL, ended and started again. */
class StoredTokensIT {

    private static final Pattern CSRF_TOKEN = Pattern.compile("\"csrfToken\":\"([^\"]+)\"");

    @TempDir
    private Path directory;

    @Test
    void aTokenOfARealServiceOutlivesARestartForItsSessionAlone() throws Exception {
        try (LocalPostgres database = LocalPostgres.start().orElseGet(StoredTokensIT::none);
                MockAuthServer service = MockAuthServer.start()) {
            Map<String, String> environment = Map.of(
                    "TOKENTRAIL_KEYS",
                    newKeys(),
                    "SONETEL_USERNAME",
                    "user@example.com",
                    "SONETEL_PASSWORD",
                    "password",
                    "SONETEL_TOKEN_ENDPOINT",
                    service.sonetel().uri("/SonetelAuth/oauth/token").toString(),
                    "SONETEL_API_ADDRESS",
                    service.sonetel().uri().toString());
            Session mine = new Session();
            Session other = new Session();

            try (StartedJar jar = StartedJar.start(directory, environment, "--store", database.url())) {
                assertThat(mine.run(jar, "sonetel/flows/password/steps/get-token"))
                        .contains("\"successful\":true");
                assertThat(mine.run(jar, "wso2/flows/client-credentials/steps/get-token"))
                        .contains("\"successful\":true");
                assertThat(mine.token(jar, "sonetel")).contains("\"present\":true");
                assertThat(other.token(jar, "sonetel")).contains("\"present\":false");
                jar.terminated();
            }
            assertThat(database.dump()).doesNotContain("eyJ").contains("tokentrail_token");

            try (StartedJar jar = StartedJar.start(directory, environment, "--store", database.url())) {
                assertThat(mine.token(jar, "sonetel")).contains("\"present\":true");
                assertThat(mine.run(jar, "sonetel/flows/password/steps/call-api"))
                        .contains("\"successful\":true");
                assertThat(mine.token(jar, "wso2"))
                        .as("the emulator inside has forgotten it too")
                        .contains("\"present\":false");
                assertThat(other.token(jar, "sonetel")).contains("\"present\":false");
                assertThat(new Session().token(jar, "sonetel")).contains("\"present\":false");
            }
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsOneSentence() throws Exception {
        ProcessBuilder demo = new ProcessBuilder(
                        StartedJar.command("--port", "0", "--store", "jdbc:postgresql://127.0.0.1:1/none"))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        demo.environment().put("TOKENTRAIL_KEYS", newKeys());
        demo.environment().put("TOKENTRAIL_STORE_PASSWORD", "pl4nted-s3cret");
        Process process = demo.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said).contains("The database of --store cannot be used: ").doesNotContain("pl4nted", "\tat ");
    }

    private static LocalPostgres none() {
        String why = "PostgreSQL's initdb is not here, so no demo keeps its tokens in it";
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            throw new AssertionError(why);
        }
        return abort(why);
    }

    private String newKeys() throws Exception {
        Process process = new ProcessBuilder(StartedJar.command("--generate-keys")).start();
        String keys = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        assertThat(keys).startsWith("{");
        return keys;
    }

    /** A browser, which keeps its cookie. */
    private static final class Session {
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        String token(StartedJar jar, String service) throws Exception {
            return send(HttpRequest.newBuilder(URI.create(jar.origin() + "/api/services/" + service + "/token")));
        }

        String run(StartedJar jar, String step) throws Exception {
            Matcher csrf = CSRF_TOKEN.matcher(send(HttpRequest.newBuilder(URI.create(jar.origin() + "/api/session"))));
            assertThat(csrf.find()).isTrue();
            return send(HttpRequest.newBuilder(URI.create(jar.origin() + "/api/services/" + step + "/run"))
                    .header("X-CSRF-Token", csrf.group(1))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{}")));
        }

        private String send(HttpRequest.Builder request) throws Exception {
            return client.send(request.build(), BodyHandlers.ofString()).body();
        }
    }
}
