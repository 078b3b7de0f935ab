package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Header;
import dev.tokentrail.mock.http.Request;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the control. */
class GateTest {

    private static final String KEY = "a-key-of-32-characters-for-tests";
    private static final String BEARER = "Bearer " + KEY;
    private static final int ALLOWED = 200;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:80, , 200, 200",
        "127.8.9.1, 127.0.0.1:80, , 200, 200",
        "::1, localhost, , 200, 200",
        "127.0.0.1, mock.test, , 403, 401",
        "127.0.0.1, mock.test, right, 403, 200",
        "127.0.0.1, 127.0.0.1, wrong, 200, 200",
        "192.0.2.9, 192.0.2.2, , 403, 401",
        "192.0.2.9, 127.0.0.1, , 403, 401",
        "192.0.2.9, localhost, wrong, 403, 401",
        "192.0.2.9, localhost, prefix, 403, 401",
        "192.0.2.9, localhost, longer, 403, 401",
        "192.0.2.9, localhost, basic, 403, 401",
        "192.0.2.9, localhost, twice, 403, 401",
        "192.0.2.9, mock.test, right, 403, 200",
        "2001:db8::9, mock.test, right, 403, 200",
        "not-an-address, 127.0.0.1, , 403, 401"
    })
    void callers_from_elsewhere_need_the_key(String caller, String host, String presented, int without, int with) {
        Request request = request(caller, host, authorization(presented == null ? "" : presented), null);
        assertThat(status(new Gate(null), request)).isEqualTo(without);
        assertThat(status(new Gate(ControlKey.of(KEY)), request)).isEqualTo(with);
    }

    @Test
    void a_page_of_another_origin_is_refused_even_with_the_key() {
        Gate gate = new Gate(ControlKey.of(KEY));
        for (String caller : List.of("127.0.0.1", "192.0.2.9")) {
            assertThat(status(gate, request(caller, "127.0.0.1", List.of(BEARER), "https://evil.example")))
                    .isEqualTo(403);
            assertThat(status(gate, request(caller, "127.0.0.1", List.of(BEARER), "http://127.0.0.1")))
                    .isEqualTo(ALLOWED);
        }
    }

    @Test
    void a_caller_at_another_address_uses_the_control_with_the_key_alone() throws Exception {
        Optional<InetAddress> own = ownAddress();
        assumeThat(own).as("an address of this machine besides loopback").isPresent();
        String host = own.orElseThrow().getHostAddress();
        try (MockAuthServer open =
                        MockAuthServer.create().host("0.0.0.0").key(KEY).start();
                MockAuthServer shut = MockAuthServer.create().host("0.0.0.0").start();
                MockAuthServer namespace = open.namespace().named("team").open()) {
            String origin = "http://" + host + ":" + open.port();
            for (String path :
                    List.of("/", "/_mock/health", "/_mock/requests", "/_ns/team/", "/_ns/team/_mock/health")) {
                URI uri = URI.create(origin + path);
                Caller.Reply none = Caller.get(uri);
                assertThat(none.status()).as(path).isEqualTo(401);
                assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"mock-auth-server\"");
                assertThat(none.body()).doesNotContain(KEY);
                assertThat(Caller.get(uri, "Authorization", BEARER + "x").status())
                        .isEqualTo(401);
                assertThat(Caller.get(uri, "Authorization", BEARER).status()).isEqualTo(200);
                assertThat(Caller.get(URI.create("http://127.0.0.1:" + open.port() + path))
                                .status())
                        .isEqualTo(200);
            }
            Caller.Reply refused = Caller.get(
                    URI.create("http://" + host + ":" + shut.port() + "/_mock/requests"), "Authorization", BEARER);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("error_description")).contains("--key-file", "MOCK_AUTH_SERVER_KEY");
            assertThat(Caller.get(URI.create(origin + "/goto/oauth/jwks.json")).status())
                    .as("services are open to everybody")
                    .isEqualTo(200);
            assertThat(open.requests()).hasSize(1);
            assertThat(namespace.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "fifteen-letters", "sixteen letters in", "umlaut-ä-umlaut-ä", "line\nline-line-line"
            })
    void a_key_that_is_none_is_refused_without_showing_it(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MockAuthServer.create().key(key))
                .satisfies(e -> {
                    assertThat(e.getMessage()).startsWith("The key has ");
                    if (!key.isEmpty()) {
                        assertThat(e.getMessage()).doesNotContain(key);
                    }
                });
    }

    @Test
    void a_key_file_is_read_without_the_end_of_its_line() throws Exception {
        Path file = Files.writeString(directory.resolve("key"), KEY + "\r\n");
        ControlKey key = ControlKey.read(file);
        assertThat(key.is(KEY)).isTrue();
        assertThat(key.is(KEY + "\r\n")).isFalse();
        assertThat(key.toString()).doesNotContain(KEY);
        Files.writeString(file, "a".repeat(5000));
        assertThatIllegalArgumentException().isThrownBy(() -> ControlKey.read(file));
        assertThatThrownBy(() -> ControlKey.read(directory))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageEndingWith("it is a directory");
        assertThatThrownBy(() -> ControlKey.read(directory.resolve("none")))
                .hasMessageEndingWith("there is no such file");
    }

    private static List<String> authorization(String presented) {
        return switch (presented) {
            case "" -> List.of();
            case "right" -> List.of(BEARER);
            case "prefix" -> List.of(BEARER.substring(0, BEARER.length() - 1));
            case "longer" -> List.of(BEARER + "s");
            case "basic" -> List.of("Basic " + KEY);
            case "twice" -> List.of(BEARER, BEARER);
            default -> List.of("Bearer another-key-of-32-characters-long");
        };
    }

    private static Request request(String caller, String host, List<String> authorization, String origin) {
        List<Header> headers = new ArrayList<>();
        authorization.forEach(value -> headers.add(new Header("Authorization", value)));
        if (origin != null) {
            headers.add(new Header("Origin", origin));
        }
        return new Request("GET", "/_mock/requests", headers, new byte[0], caller, "http://" + host);
    }

    private static int status(Gate gate, Request request) {
        Answer refusal = gate.refusal(request);
        return refusal == null ? ALLOWED : refusal.status();
    }

    private static Optional<InetAddress> ownAddress() throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
    }
}
