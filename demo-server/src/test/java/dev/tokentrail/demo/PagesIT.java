package dev.tokentrail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.settings.Variable;
import dev.tokentrail.mock.MockAuthServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the packaged jar. */
class PagesIT {

    private static final String PLANTED = "pl4nted-";

    @TempDir
    private Path directory;

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void startsWithNothingAndEndsWhenToldEvenWithOpenConnections() throws Exception {
        try (StartedJar jar = StartedJar.start(directory, Map.of());
                Socket idle = new Socket("127.0.0.1", URI.create(jar.origin()).getPort())) {
            idle.getOutputStream().write("GET / HTTP/1.1\r\nHost".getBytes(StandardCharsets.US_ASCII));
            HttpClient client =
                    HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
            assertThat(jar.origin()).startsWith("http://127.0.0.1:");
            assertThat(get(client, jar.origin() + "/").statusCode()).isEqualTo(200);
            assertThat(get(client, jar.origin() + "/services/goto/authorization-code")
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<InputStream> events = client.send(
                    HttpRequest.newBuilder(URI.create(jar.origin() + "/trail/events"))
                            .header("Accept", "text/event-stream")
                            .build(),
                    BodyHandlers.ofInputStream());
            assertThat(events.statusCode()).isEqualTo(200);

            long told = System.nanoTime();
            jar.terminated();

            assertThat(Duration.ofNanos(System.nanoTime() - told))
                    .as("nothing is waited for")
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(jar.exitStatus()).as("128 and SIGTERM").isEqualTo(143);
            assertThat(jar.err()).isEmpty();
            events.body().close();
        }
    }

    @Test
    void noValueOfAVariableIsEverShown() throws Exception {
        Map<String, String> environment = new HashMap<>();
        Stream.of(Variable.values()).forEach(variable -> environment.put(variable.name(), planted(variable)));
        Files.writeString(
                directory.resolve(".env"),
                "X3_CLIENT_SECRET=\"" + PLANTED + "in the file\"\nGOTO_CLIENT_SECRTE=" + PLANTED + "misspelt\n");
        environment.remove(Variable.X3_CLIENT_SECRET.name());
        environment.remove(Variable.SONETEL_PASSWORD.name());

        try (StartedJar jar = StartedJar.start(directory, environment)) {
            HttpClient client = HttpClient.newHttpClient();
            String settings = get(client, jar.origin() + "/settings").body();
            String start = get(client, jar.origin() + "/").body();
            String said = jar.terminated() + jar.err();

            assertThat(settings)
                    .contains("X3_CLIENT_SECRET", "set in the file", "set in the environment")
                    .contains("Sonetel lacks SONETEL_PASSWORD.", "GOTO_CLIENT_SECRTE");
            assertThat(said)
                    .contains("Real: Sage X3, X Booker, GoTo, WSO2 API Manager; the emulator stands for the others")
                    .contains("Sonetel lacks SONETEL_PASSWORD. See http://127.0.0.1:");
            assertThat(settings + start + said).doesNotContain(PLANTED);
        }
    }

    @Test
    void withoutTheEmulatorTheRealServicesAloneAreThere() throws Exception {
        try (MockAuthServer service = MockAuthServer.start()) {
            Files.writeString(
                    directory.resolve("real"),
                    String.join(
                            "\n",
                            "GOTO_CLIENT_ID=goto-client",
                            "GOTO_CLIENT_SECRET='goto-secret'",
                            "GOTO_ADDRESS=" + service.goTo().uri(),
                            "GOTO_ISSUER=" + service.goTo().uri(),
                            "GOTO_API_ADDRESS=" + service.goTo().uri()));
            try (StartedJar jar = StartedJar.start(directory, Map.of(), "--no-emulator", "--env", "real")) {
                WebBrowser browser = new WebBrowser(jar.origin());
                String page = "/services/goto/authorization-code";

                assertThat(browser.get("/").body()).contains("/services/goto").doesNotContain("/services/wso2");
                assertThat(browser.get("/services/wso2").statusCode()).isEqualTo(404);
                String away = WebBrowser.location(
                        browser.submit(page, page + "/sign-in", Map.of("scope", "messaging.v1.send")));
                assertThat(away).startsWith(service.goTo().uri("/oauth/authorize") + "?");
                String callback = WebBrowser.location(browser.get(away));
                assertThat(callback).startsWith(jar.origin() + "/login/oauth2/code/goto?");
                assertThat(browser.get(callback).statusCode()).isEqualTo(303);
                browser.submit(page, page + "/exchange", Map.of());

                assertThat(browser.get("/").body()).contains("You have a token.");
                service.verify().stateAndPkceUsed().everyCodeRedeemedOnce();
            }
        }
    }

    @Test
    void servesHttpsOfTodayWithACertificateThatCanBeTrusted() throws Exception {
        try (StartedJar jar =
                StartedJar.start(directory, Map.of(), "--tls", "--ca-file", "ca.pem", "--host", "LOCALHOST")) {
            assertThat(jar.origin()).startsWith("https://localhost:");
            HttpClient client = trusting(directory.resolve("ca.pem"));
            HttpResponse<String> start = get(client, jar.origin() + "/");
            assertThat(start.statusCode()).isEqualTo(200);
            assertThat(start.headers().allValues("Set-Cookie"))
                    .hasSize(1)
                    .allMatch(cookie -> cookie.startsWith("__Host-") && cookie.contains("; Secure"));

            WebBrowser browser = new WebBrowser(jar.origin(), client);
            String page = "/services/goto/authorization-code";
            String callback = browser.approve(
                    WebBrowser.location(browser.submit(page, page + "/sign-in", Map.of("scope", "messaging.v1.send"))),
                    "user@example.com",
                    "password");
            assertThat(callback).startsWith(jar.origin() + "/login/oauth2/code/goto?");
            assertThat(browser.get(callback).statusCode()).isEqualTo(303);

            HttpResponse<String> plain =
                    get(HttpClient.newHttpClient(), jar.origin().replace("https:", "http:") + "/");
            assertThat(plain.statusCode()).isEqualTo(400);

            int port = URI.create(jar.origin()).getPort();
            assertThat(OldTlsClient.alert(port, OldTlsClient.TLS_1_0)).isEqualTo(OldTlsClient.PROTOCOL_VERSION);
            assertThat(OldTlsClient.alert(port, OldTlsClient.TLS_1_1)).isEqualTo(OldTlsClient.PROTOCOL_VERSION);
            assertThat(jar.err()).isEmpty();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void opensTheStartPageInTheBrowserOrSaysThatItCannot() throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path opened = directory.resolve("opened");
        browser(bin, "printf %s \"$1\" > '" + opened + ".new'; mv '" + opened + ".new' '" + opened + "'");
        try (StartedJar jar = StartedJar.start(directory, Map.of("PATH", bin + ":/usr/bin:/bin"), "--open")) {
            await(() -> Files.exists(opened));
            assertThat(Files.readString(opened)).isEqualTo(jar.origin());
            assertThat(jar.err()).isEmpty();
        }
        browser(bin, "exit 3");
        try (StartedJar jar = StartedJar.start(directory, Map.of("PATH", bin + ":/usr/bin:/bin"), "--open")) {
            await(() -> !jar.err().isEmpty());
            assertThat(jar.err())
                    .isEqualToIgnoringNewLines(
                            "The browser did not open (xdg-open failed); open the address yourself.");
        }
    }

    private static String planted(Variable variable) {
        return switch (variable.kind()) {
            case ADDRESS, BASE_ADDRESS, ADDRESSES -> "https://" + PLANTED + "host.example";
            case WSO2_PATHS_CHOICE -> "gateway";
            case TEXT, SECRET -> PLANTED + variable;
        };
    }

    private static void browser(Path bin, String script) throws IOException {
        Path program = Files.writeString(bin.resolve("xdg-open"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private interface Condition {
        boolean isMet() throws IOException;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.isMet()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static HttpResponse<String> get(HttpClient client, String address) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpClient trusting(Path authority) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(authority))));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
