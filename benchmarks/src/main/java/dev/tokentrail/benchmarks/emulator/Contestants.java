package dev.tokentrail.benchmarks.emulator;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Everybody who takes part, each with a class path of its own below {@code target/peers}. */
final class Contestants {

    static final String BARE = "bare Javalin";
    static final String EMULATOR = "**Tokentrail emulator**";

    private static final Path PEERS = Path.of("target", "peers");
    private static final String JAR = "../mock-auth-server/target/mock-auth-server.jar";
    private static final String WSO2 = "wU62DjlyDBnq87GlBwplfqvmAbAa:ksdSdoefDDP7wpaElfqvmjDue";

    private static final String GRANT = "grant_type=client_credentials";

    /** Each number is a scope of its own, which gets a token of its own. */
    private static final Order WSO2_OPAQUE =
            Order.post(TokenKind.OPAQUE, "/wso2/token", WSO2, GRANT + "&scope=device_" + Connections.NUMBER);

    private Contestants() {}

    static Contestant bare() {
        return peer(
                BARE,
                JAR,
                "bare",
                "BarePeer",
                "",
                Order.post(TokenKind.OPAQUE, "/token", WSO2, GRANT + "&scope=device_" + Connections.NUMBER)
                        .fixed());
    }

    static Contestant emulatorOpaque() {
        return emulator(EMULATOR, WSO2_OPAQUE);
    }

    static Contestant emulatorRs256() {
        return emulator(EMULATOR, goToJwt(TokenKind.RS256));
    }

    static Contestant emulatorRs256(int signedAhead) throws IOException {
        return emulator(EMULATOR, goToJwt(TokenKind.RS256), configured("\"tokensSignedAhead\": " + signedAhead));
    }

    static Contestant emulatorEs256() throws IOException {
        return emulator(EMULATOR, goToJwt(TokenKind.ES256), configured("\"signingAlgorithm\": \"ES256\""));
    }

    private static Order goToJwt(TokenKind kind) {
        return Order.post(
                kind, "/goto/oauth/token", "goto-client:goto-secret", "grant_type=personal_access_token&pat=goto-pat");
    }

    /** Arguments that have GoTo configured. */
    private static String[] configured(String member) throws IOException {
        Path configuration = Files.createTempFile("emulator", ".json");
        configuration.toFile().deleteOnExit();
        Files.writeString(configuration, "{\"goto\": {" + member + "}}");
        return new String[] {"--config", configuration.toString()};
    }

    private static Contestant emulator(String name, Order order, String... arguments) {
        return new Contestant(
                name,
                Stream.concat(Stream.of("-jar", JAR, "--port", "0"), Stream.of(arguments))
                        .toList(),
                peer(name, JAR, "tokentrail", "TokentrailPeer", "", order).embedded(),
                order);
    }

    static Contestant mockOAuth2Server(TokenKind kind) throws IOException {
        return peer(
                named("mock-oauth2-server", "mock-oauth2-server"),
                libraries("mock-oauth2-server"),
                "mock-oauth2-server",
                "MockOAuth2ServerPeer",
                kind == TokenKind.RS256 ? "" : kind.name(),
                Order.post(kind, "/default/token", "client:secret", GRANT + "&scope=device"));
    }

    static Contestant keycloakMock() throws IOException {
        return peer(
                named("keycloak-mock", "mock"),
                libraries("keycloak-mock"),
                "keycloak-mock",
                "KeycloakMockPeer",
                "",
                Order.post(
                        TokenKind.RS256,
                        "/auth/realms/master/protocol/openid-connect/token",
                        "client:secret",
                        GRANT + "&client_id=client&client_secret=role"));
    }

    static Contestant wireMock() throws IOException {
        return peer(
                named("wiremock", "wiremock").replace("wiremock", "WireMock"),
                libraries("wiremock"),
                "wiremock",
                "WireMockPeer",
                "",
                Order.post(TokenKind.OPAQUE, "/token", "client:secret", GRANT));
    }

    static Contestant mockServer() throws IOException {
        return peer(
                named("mockserver", "mockserver-netty").replace("mockserver", "MockServer"),
                libraries("mockserver"),
                "mockserver",
                "MockServerPeer",
                "",
                Order.post(TokenKind.OPAQUE, "/token", "client:secret", GRANT));
    }

    private static Contestant peer(
            String name, String libraries, String folder, String main, String variant, Order order) {
        String classPath = PEERS.resolve(folder).resolve(folder + ".jar") + File.pathSeparator + libraries;
        List<String> command = List.of("-cp", classPath, Contestants.class.getPackageName() + "." + main, variant);
        return new Contestant(name, command, command, order);
    }

    private static String libraries(String folder) {
        return PEERS.resolve(folder).resolve("lib") + File.separator + "*";
    }

    /** Its name with the version of its jar. */
    private static String named(String folder, String artifact) throws IOException {
        Pattern jar = Pattern.compile(Pattern.quote(artifact) + "-(\\d.*)\\.jar");
        try (Stream<Path> libraries = Files.list(PEERS.resolve(folder).resolve("lib"))) {
            return libraries
                    .map(library -> jar.matcher(library.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(found -> folder + " " + found.group(1))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No jar of " + artifact));
        }
    }
}
