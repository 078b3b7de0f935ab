package dev.tokentrail.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.secret.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what never does. */
class JdkTransportTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    private final Transport transport = JdkTransport.create();

    @Test
    void sendsARequestToTheByte() throws Exception {
        try (RawPeer peer = RawPeer.answering(OK)) {
            WireRequest request = WireRequest.post(peer.url("/oauth/token?a=%20b&c=+d&&e"))
                    .basic("client", Secret.of("s€cret"))
                    .acceptJson()
                    .form(Parameters.of("grant_type", "password").and("password", Secret.of("p&ä+~*")))
                    .header("X-List", "one")
                    .header("X-List", "two")
                    .build();

            WireResponse response = transport.send(request);

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.text()).isEqualTo("{}");
            assertThat(peer.received())
                    .containsExactly(String.join(
                            "\r\n",
                            "POST /oauth/token?a=%20b&c=+d&&e HTTP/1.1",
                            "Content-Length: 46",
                            "Host: " + peer.url("").substring(7),
                            "Accept: application/json",
                            "Authorization: Basic Y2xpZW50OnMlRTIlODIlQUNjcmV0",
                            "Content-Type: application/x-www-form-urlencoded",
                            "User-Agent: tokentrail",
                            "X-List: one",
                            "X-List: two",
                            "",
                            "grant_type=password&password=p%26%C3%A4%2B~%2A"));
        }
    }

    static Stream<Body> bodies() {
        Parameters parameters = Parameters.of("a", "1 ä").and("b", "\"\r\n");
        return Stream.of(
                new Body.Form(parameters),
                new Body.Json(parameters),
                Body.multipart(parameters),
                new Body.Raw(new byte[] {0, 1, (byte) 0xff, '\r', '\n'}, "application/octet-stream"),
                new Body.Raw(new byte[0], "text/plain"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void sendsEveryKindOfBodyToTheByte(Body body) throws Exception {
        try (RawPeer peer = RawPeer.answering(OK)) {
            transport.send(WireRequest.post(peer.url("/")).body(body).build());
            String expected = new String(body.bytes(), StandardCharsets.ISO_8859_1);
            assertThat(peer.received().get(0))
                    .contains("Content-Length: " + body.bytes().length + "\r\n")
                    .contains("Content-Type: " + body.contentType() + "\r\n")
                    .endsWith("\r\n\r\n" + expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT", "PATCH", "OPTIONS", "HEAD", "pROPFIND"})
    void sendsTheMethodAsItIsWithoutABody(String method) throws Exception {
        try (RawPeer peer = RawPeer.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
            assertThat(transport
                            .send(WireRequest.method(method, peer.url("/x?a")).build())
                            .status())
                    .isEqualTo(204);
            assertThat(peer.received().get(0))
                    .startsWith(method + " /x?a HTTP/1.1\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void aGetGoesOutWithoutTheClientsOwnAdditions() throws Exception {
        try (RawPeer peer = RawPeer.answering(OK)) {
            transport.send(WireRequest.get(peer.url("/")).build());
            String length = Runtime.version().feature() < 19 ? "Content-Length: 0\r\n" : "";
            assertThat(peer.received())
                    .containsExactly("GET / HTTP/1.1\r\n" + length + "Host: "
                            + peer.url("").substring(7) + "\r\nUser-Agent: tokentrail\r\n\r\n");
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (RawPeer peer = RawPeer.answering("HTTP/1.1 307 X\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(transport.send(WireRequest.get(peer.url("/")).build()).status())
                    .isEqualTo(307);
            assertThat(peer.received()).hasSize(1);
        }
    }

    @Test
    void readsRepeatedHeadersAndAnEmpty401() throws Exception {
        try (RawPeer peer = RawPeer.answering("HTTP/1.1 401 X\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 0\r\n\r\n")) {
            WireResponse response =
                    transport.send(WireRequest.get(peer.url("/")).build());
            assertThat(response.status()).isEqualTo(401);
            assertThat(response.body()).isEmpty();
            assertThat(response.headers().stream()
                            .filter(header -> header.isNamed("X-A"))
                            .map(Header::value))
                    .containsExactly("1", "2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1/",
                "http://example.com/",
                "http://127.0.0.1.example.com/",
                "http://127.0.0.999/"
            })
    void refusesPlainHttpBeyondLoopback(String url) {
        assertThatThrownBy(() -> transport.send(WireRequest.get(url).build()))
                .isInstanceOf(RequestNotSentException.class)
                .hasMessageContaining("neither https nor a loopback address");
    }

    @ParameterizedTest
    @MethodSource("unsendableRequests")
    void refusesWhatTheJdkCannotSendAndQuotesNoSecret(WireRequest request) {
        assertThatThrownBy(() -> transport.send(request))
                .isInstanceOf(RequestNotSentException.class)
                .hasMessageStartingWith("Not sent: ")
                .hasNoCause()
                .message()
                .doesNotContain("canary");
    }

    static Stream<WireRequest> unsendableRequests() {
        String url = "http://127.0.0.1:9/";
        return Stream.of(
                        WireRequest.get(url).header("X-Name", "naïve-canary"),
                        WireRequest.get(url).header("X-Name", "esc\u001b[31mcanary"),
                        WireRequest.get(url).header("Connection", "canary"),
                        WireRequest.get(url).header("Upgrade", "canary"),
                        WireRequest.get(url).header("Expect", "100-continue"),
                        WireRequest.get(url + "?access_token=canary|"),
                        WireRequest.get(url + "?access_token=canary%zz"),
                        WireRequest.get(url + "?access_token=canaryé"),
                        WireRequest.method("OPTIONS", url).target("*"),
                        WireRequest.get(url + "x?"),
                        WireRequest.method("CONNECT", url),
                        WireRequest.get("https://under_score.example/?access_token=canary"))
                .map(WireRequestBuilder::build);
    }

    @Test
    void aClosedPortCertainlyReceivedNothing() throws IOException {
        try (Socket bound = new Socket()) { // it does not listen, and nobody else can
            bound.bind(new InetSocketAddress("127.0.0.1", 0));
            String origin = "http://127.0.0.1:" + bound.getLocalPort();
            assertThatThrownBy(
                            () -> transport.send(WireRequest.get(origin + "/").build()))
                    .isInstanceOf(RequestNotSentException.class)
                    .hasMessageContaining("No connection to " + origin);
        }
    }

    @Test
    void anUnknownHostCertainlyReceivedNothing() {
        assertThatThrownBy(() -> transport.send(
                        WireRequest.get("https://no-such-host.invalid/").build()))
                .isInstanceOf(RequestNotSentException.class);
    }

    @Test
    void servesManyThreads() throws Exception {
        try (RawPeer peer = RawPeer.answering(OK)) {
            List<Integer> statuses = Stream.generate(() -> peer.url("/"))
                    .limit(64)
                    .parallel()
                    .map(url -> {
                        try {
                            return transport.send(WireRequest.get(url).build()).status();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
            assertThat(statuses).hasSize(64).containsOnly(200);
            assertThat(peer.received()).hasSize(64);
        }
    }

    @Test
    void everyPrintableCharacterAndATabTravelInAHeader() throws Exception {
        try (RawPeer peer = RawPeer.answering(OK)) {
            assertThat(transport
                            .send(WireRequest.get(peer.url("/"))
                                    .header("X-V", "! ~\ta")
                                    .build())
                            .status())
                    .isEqualTo(200);
            assertThat(peer.received().get(0)).contains("X-V: ! ~\ta\r\n");
        }
        for (String value : new String[] {"\u007f", "a\u001f", "\u000b"}) {
            WireRequest request =
                    WireRequest.get("http://127.0.0.1:1/").header("X-V", value).build();
            assertThatThrownBy(() -> transport.send(request))
                    .isInstanceOf(RequestNotSentException.class)
                    .hasMessageContaining("the value of header X-V");
        }
        WireRequest star =
                WireRequest.method("OPTIONS", "http://127.0.0.1:1/").target("*").build();
        assertThatThrownBy(() -> transport.send(star))
                .isInstanceOf(RequestNotSentException.class)
                .hasMessageContaining("the target *");
    }
}
