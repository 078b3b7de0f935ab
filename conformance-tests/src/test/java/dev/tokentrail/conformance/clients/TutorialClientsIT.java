package dev.tokentrail.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.RecordedRequest;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Clients that were written from the tutorials alone work against the emulator, only their base URL changed. */
class TutorialClientsIT {

    private static final List<ClientProgram> PROGRAMS = List.of(
            new ClientProgram(Language.NODE, "sonetel.mjs", Tutorial.SONETEL),
            new ClientProgram(Language.NODE, "xbooker.js", Tutorial.XBOOKER),
            new ClientProgram(Language.NODE, "x3.js", Tutorial.X3),
            new ClientProgram(Language.NODE, "goto.js", Tutorial.GOTO),
            new ClientProgram(Language.NODE, "wso2.js", Tutorial.WSO2),
            new ClientProgram(Language.CURL, "wso2.sh", Tutorial.WSO2),
            new ClientProgram(Language.PYTHON, "sonetel.py", Tutorial.SONETEL),
            new ClientProgram(Language.PYTHON, "xbooker.py", Tutorial.XBOOKER),
            new ClientProgram(Language.PYTHON, "x3.py", Tutorial.X3),
            new ClientProgram(Language.PYTHON, "goto.py", Tutorial.GOTO),
            new ClientProgram(Language.PYTHON, "wso2.py", Tutorial.WSO2),
            new ClientProgram(Language.JAVA, "Sonetel.java", Tutorial.SONETEL),
            new ClientProgram(Language.JAVA, "XBooker.java", Tutorial.XBOOKER),
            new ClientProgram(Language.JAVA, "X3.java", Tutorial.X3),
            new ClientProgram(Language.JAVA, "GoTo.java", Tutorial.GOTO),
            new ClientProgram(Language.JAVA, "Wso2.java", Tutorial.WSO2));

    @TempDir
    private static Path serverFiles;

    /** server.key and server.cert of Sage's sample application, which serves its callback over TLS. */
    @BeforeAll
    static void certifySampleApplication() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        Files.writeString(serverFiles.resolve("server.key"), certificate.privateKeyPkcs8Pem());
        Files.writeString(serverFiles.resolve("server.cert"), certificate.certificatePem());
    }

    static Stream<ClientProgram> programs() {
        return PROGRAMS.stream();
    }

    static Stream<ClientProgram> programsOfHostOnlyServices() {
        return PROGRAMS.stream()
                .filter(program -> List.of(Tutorial.SONETEL, Tutorial.XBOOKER, Tutorial.GOTO)
                        .contains(program.tutorial()));
    }

    static Stream<ClientProgram> someProgramsOfEachLanguage() {
        return PROGRAMS.stream()
                .filter(program -> List.of(Tutorial.SONETEL, Tutorial.GOTO).contains(program.tutorial())
                        || List.of("x3.js", "wso2.sh").contains(program.file()));
    }

    static Stream<ClientProgram> wso2Programs() {
        return PROGRAMS.stream().filter(program -> program.tutorial() == Tutorial.WSO2);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyServiceBelowItsPath_twice(ClientProgram program) throws Exception {
        program.language().require();
        try (MockAuthServer emulator = MockAuthServer.start()) {
            URI base = program.tutorial().service(emulator).uri();
            works(program, emulator, base);
            works(program, emulator, base);
        }
    }

    @ParameterizedTest
    @MethodSource("programsOfHostOnlyServices")
    void oneServiceAtTheRoot_soThatTheHostAloneChanges(ClientProgram program) throws Exception {
        program.language().require();
        String service = program.tutorial().name().toLowerCase(Locale.ROOT);
        try (MockAuthServer emulator = MockAuthServer.create().only(service).start()) {
            works(program, emulator, emulator.url());
        }
    }

    @ParameterizedTest
    @MethodSource("wso2Programs")
    void wso2Of4_2_whereTheTokenApiIsBelowOauth2(ClientProgram program) throws Exception {
        program.language().require();
        try (MockAuthServer emulator = MockAuthServer.create()
                .configure("{\"wso2\": {\"version\": \"4.2\"}}")
                .start()) {
            works(program, emulator, emulator.wso2().uri("/oauth2"));
        }
    }

    @Test
    void allAtOnceInNamespacesOfOneServer() throws Exception {
        Language.NODE.require();
        Language.PYTHON.require();
        List<ClientProgram> programs = PROGRAMS.stream()
                .filter(program -> program.language() == Language.NODE || program.language() == Language.PYTHON)
                .toList();
        ExecutorService atOnce = Executors.newFixedThreadPool(programs.size());
        try (MockAuthServer server = MockAuthServer.start()) {
            List<Future<?>> runs = new ArrayList<>();
            for (ClientProgram program : programs) {
                runs.add(atOnce.submit(() -> {
                    try (MockAuthServer emulator = server.namespace().open()) {
                        works(
                                program,
                                emulator,
                                program.tutorial().service(emulator).uri());
                    }
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
            assertThat(server.requests()).as("outside of the namespaces").isEmpty();
        } finally {
            atOnce.shutdownNow();
        }
    }

    /** Each by its runtime's own switch for a further authority; the code is the same. */
    @ParameterizedTest
    @MethodSource("someProgramsOfEachLanguage")
    void overTls_trustingTheAuthorityThatTheEmulatorWrote(ClientProgram program, @TempDir Path directory)
            throws Exception {
        program.language().require();
        try (MockAuthServer emulator = MockAuthServer.create().tls().start()) {
            Path authority = directory.resolve("ca.pem");
            emulator.writeCaCertificate(authority);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("emulator", emulator.caCertificate());
            Path trustStore = directory.resolve("ca.p12");
            try (OutputStream out = Files.newOutputStream(trustStore)) {
                trusted.store(out, "changeit".toCharArray());
            }
            Files.writeString(
                    authority, Files.readString(serverFiles.resolve("server.cert")), StandardOpenOption.APPEND);
            HttpClient http =
                    HttpClient.newBuilder().sslContext(emulator.sslContext()).build();

            works(
                    program,
                    emulator,
                    program.tutorial().service(emulator).uri(),
                    http,
                    Map.of(
                            "NODE_EXTRA_CA_CERTS", authority.toString(),
                            "SSL_CERT_FILE", authority.toString(),
                            "JDK_JAVA_OPTIONS",
                                    "-Djavax.net.ssl.trustStore=" + trustStore
                                            + " -Djavax.net.ssl.trustStorePassword=changeit"));
        }
    }

    private static void works(ClientProgram program, MockAuthServer emulator, URI base) throws Exception {
        works(program, emulator, base, HttpClient.newHttpClient(), Map.of());
    }

    private static void works(
            ClientProgram program, MockAuthServer emulator, URI base, HttpClient http, Map<String, String> trust)
            throws Exception {
        Tutorial tutorial = program.tutorial();
        int before = emulator.requests().size();

        JsonNode outcome = program.run(environment(base, trust));

        List<RecordedRequest> requests =
                emulator.requests().subList(before, emulator.requests().size());
        assertThat(Trail.of(requests, base)).as("the calls of %s", program).isEqualTo(program.calls());
        tutorial.outcome()
                .forEach((name, value) -> assertThat(outcome.path(name).asString())
                        .as("%s of %s", name, program)
                        .isEqualTo(value));
        String accessToken = outcome.path("accessToken").asString();
        assertThat(call(http, tutorial, emulator, accessToken)).isBetween(200, 299);
        assertThat(call(http, tutorial, emulator, accessToken + "x")).isBetween(400, 499);
    }

    private static int call(HttpClient http, Tutorial tutorial, MockAuthServer emulator, String accessToken)
            throws Exception {
        return http.send(tutorial.apiCall(emulator, accessToken), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** The base URL, by the names that the tutorials give it, and what their .env files have beside it. */
    private static Map<String, String> environment(URI base, Map<String, String> trust) {
        String url = base.toString().replaceFirst("/$", "");
        Map<String, String> environment = new HashMap<>(Map.of(
                "BASE", url,
                "OAUTH_SERVICE_URL", url,
                "OAUTH_CLIENT_ID", "goto-client",
                "OAUTH_CLIENT_SECRET", "goto-secret",
                "ENDPOINT_URL", url,
                "CLIENT_ID", "x3-client",
                "CLIENT_SECRET", "x3-secret",
                "CUSTOMER", "https://customer.example"));
        environment.put("SERVER_KEY", serverFiles.resolve("server.key").toString());
        environment.put("SERVER_CERT", serverFiles.resolve("server.cert").toString());
        environment.put(
                "NODE_EXTRA_CA_CERTS", serverFiles.resolve("server.cert").toString());
        environment.putAll(trust);
        return environment;
    }
}
