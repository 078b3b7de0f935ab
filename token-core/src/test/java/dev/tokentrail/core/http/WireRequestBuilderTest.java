package dev.tokentrail.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireRequestBuilderTest {

    private static final String URL = "https://api.example.com/token";

    @ParameterizedTest
    @CsvSource({
        "HTTPS://API.Example.com:443/a?b, https://api.example.com, /a?b",
        "http://127.0.0.1:80, http://127.0.0.1, /",
        "https://h:8443?x=1, https://h:8443, /?x=1",
        "https://[2001:DB8::1]:9/%20, https://[2001:db8::1]:9, /%20",
        "https://h//evil.example/x, https://h, //evil.example/x",
    })
    void keepsTheRawTargetAndNormalisesTheOrigin(String url, String origin, String target) {
        WireRequest request = WireRequest.get(url).build();
        assertThat(request.origin()).isEqualTo(origin);
        assertThat(request.target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.example.com/token",
                "ftp://h/",
                "javascript:alert(1)",
                "https://",
                "https:///path",
                "https://user:canary@h/",
                "https://h\\@evil.example/",
                "https://h:99999/",
                "https://h:x/",
                "https://h h/",
                "https://h/a b",
                "https://h/\r\nX: y",
                "https://h/a#canary",
                "https://h/\u0000",
                "https://h/\u007f",
                "https://h/\ud800",
                "https://hé/",
                "https://[::1/",
            })
    void refusesAnAddressThatCannotBeSent(String url) {
        assertThatThrownBy(() -> WireRequest.get(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary")
                .message()
                .doesNotContain("\r", "\n", "\u0000");
    }

    @Property(tries = 2000)
    void anyAddressIsTakenWholeOrRefused(@ForAll String rest) {
        String url = "https://h/" + rest;
        try {
            assertThat(WireRequest.get(url).build().url()).isEqualTo(url);
        } catch (IllegalArgumentException refused) {
            assertThat(rest).matches("(?s).*[\\u0000-\\u0020\\u007f#\\ud800-\\udfff].*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GE T", "GET\r\n", "GET /x HTTP/1.1", "Gé", "G(T"})
    void refusesAMethodThatIsNoToken(String method) {
        assertThatThrownBy(() -> WireRequest.method(method, URL)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X Y", "X:", "X\r\nY", "Xé", "\"X\""})
    void refusesAHeaderNameThatIsNoToken(String name) {
        assertThatThrownBy(() -> new Header(name, "v")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary\r\nX: y", "canary\n", "\rcanary", "can\u0000ary"})
    void refusesAHeaderValueThatWouldBecomeAnotherHeader(String value) {
        assertThatThrownBy(() -> WireRequest.get(URL).header("X-Name", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X-Name")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> WireRequest.get(URL).bearer(Secret.of(value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary");
    }

    @Property(tries = 2000)
    void aHeaderLineNeverHoldsALineBreak(@ForAll String name, @ForAll String value) {
        try {
            Header header = new Header(name, value);
            assertThat(header.name() + header.value()).doesNotContain("\r", "\n", "\u0000", "\n ");
            assertThat(header.value()).isEqualTo(value.replaceAll("^[ \t]+|[ \t]+$", ""));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length"})
    void refusesAHeaderThatFollowsFromTheRest(String name) {
        assertThatThrownBy(() -> WireRequest.get(URL).header(name, "1").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("follows from the rest");
    }

    @Test
    void everyCharacterOfATokenAndNoneBesideIt() {
        String token = "azAZ09!#$%&'*+-.^_`|~";
        assertThat(WireRequest.method(token, URL).build().method()).isEqualTo(token);
        assertThat(new Header(token, "v").name()).isEqualTo(token);
        for (char beside : "/:@[{}\"(),;<=>?\\] \u007f".toCharArray()) {
            assertThatThrownBy(() -> new Header("a" + beside, "v")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void blanksAroundAHeaderValueAreNotPartOfIt() {
        assertThat(new Header("X", " \t a\t b \t").value()).isEqualTo("a\t b");
        assertThat(new Header("X", "a").value()).isEqualTo("a");
        assertThat(new Header("X", " \t ").value()).isEmpty();
        assertThat(WireRequest.get(URL).header("X-Api-Key", " ").build().secrets())
                .isEmpty();
    }

    @Test
    void aTargetHoldsWhatIsVisible() {
        assertThat(WireRequest.get("https://h/!~\u0080\u00e9\ud83d\ude00")
                        .build()
                        .target())
                .isEqualTo("/!~\u0080\u00e9\ud83d\ude00");
        assertThat(WireRequest.method("OPTIONS", "https://h")
                        .target("*")
                        .build()
                        .url())
                .isEqualTo("https://h/");
        assertThatThrownBy(() -> WireRequest.get(URL).target("a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPortIsWhatSixteenBitsHold() {
        assertThat(WireRequest.get("https://h:65535/").build().origin()).isEqualTo("https://h:65535");
        assertThatThrownBy(() -> WireRequest.get("https://h:65536/")).hasMessageContaining("Not a host and port");
        assertThat(WireRequest.get("https://h:80").build().origin()).isEqualTo("https://h:80");
        assertThat(WireRequest.get("http://h:443").build().origin()).isEqualTo("http://h:443");
        assertThat(WireRequest.get("https://[::1]").build().origin()).isEqualTo("https://[::1]");
    }

    @Test
    void aRefusalQuotesEightyCharacters() {
        assertThatThrownBy(() -> WireRequest.get("x".repeat(80))).hasMessageEndingWith("'" + "x".repeat(80) + "'");
        assertThatThrownBy(() -> WireRequest.get("x".repeat(81))).hasMessageEndingWith("'" + "x".repeat(80) + "…'");
    }

    @Test
    void theContentTypeKeepsItsPlaceWhenTheBodyIsReplaced() {
        assertThat(WireRequest.post(URL)
                        .form(Parameters.none())
                        .header("X-Last", "1")
                        .json(Parameters.none())
                        .exactly()
                        .build()
                        .headers())
                .containsExactly(new Header("Content-Type", "application/json"), new Header("X-Last", "1"));
    }

    @Test
    void credentialsInAnAddressAreRefusedByTheirName() {
        assertThatThrownBy(() -> WireRequest.get("https://user:canary@h/"))
                .hasMessageContaining("must not hold a user name or password")
                .hasMessageNotContaining("canary");
    }

    @Test
    void aSecretHeaderIsKnownByItsValueAlone() {
        WireRequest request = WireRequest.get(URL)
                .bearer(Secret.of("t0ken"))
                .header("X-Ticket", Secret.of("ticket"))
                .exactly()
                .build();
        assertThat(request.headers())
                .containsExactly(new Header("Authorization", "Bearer t0ken"), new Header("X-Ticket", "ticket"));
        assertThat(request.secrets()).contains(Secret.of("t0ken"), Secret.of("ticket"));
    }

    @Test
    void theSecretsOfEachBodyAreKnown() {
        Parameters parameters = Parameters.of("pin", "1").and("password", "canary");
        assertThat(WireRequest.post(URL).form(parameters).build().secrets()).containsExactly(Secret.of("canary"));
        assertThat(WireRequest.post(URL).json(parameters).build().secrets()).containsExactly(Secret.of("canary"));
        assertThat(WireRequest.post(URL).multipart(parameters).build().secrets())
                .containsExactly(Secret.of("canary"));
    }

    @Test
    void basicIsFormEncodedAndRawIsNot() {
        assertThat(credentials(WireRequest.get(URL).basic("a:b c", Secret.of("p%é~*"))))
                .isEqualTo("a%3Ab+c:p%25%C3%A9~%2A");
        assertThat(credentials(WireRequest.get(URL).basicRaw("a b", Secret.of("p:%é~*"))))
                .isEqualTo("a b:p:%é~*");
        assertThatThrownBy(() -> WireRequest.get(URL).basicRaw("a:b", Secret.of("c")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WireRequest.get(URL).basicRaw(":b", Secret.of("c")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsItsSecretsAndPrintsNone() {
        WireRequest request = WireRequest.post(URL + "?access_token=inquery-canary")
                .basic("client", Secret.of("basic-canary"))
                .header("X-Api-Key", " key-canary ")
                .form(Parameters.of("password", "form-canary").and("user", "visible"))
                .secret(Secret.of("other-canary"))
                .build();
        assertThat(request.secrets())
                .contains(
                        Secret.of("basic-canary"),
                        Secret.of("key-canary"),
                        Secret.of("form-canary"),
                        Secret.of("other-canary"))
                .doesNotContain(Secret.of("visible"));
        assertThat(request).asString().isEqualTo("POST " + URL + "?access_token=***");
        assertThat(request.headers().toString() + request.body()).doesNotContain("canary");
    }

    @Test
    void addsContentTypeAndUserAgentUnlessToldOtherwise() {
        assertThat(names(WireRequest.post(URL).form(Parameters.none()))).containsExactly("Content-Type", "User-Agent");
        assertThat(names(WireRequest.post(URL).exactly())).isEmpty();
        assertThat(WireRequest.post(URL)
                        .header("content-type", "text/x")
                        .form(Parameters.none())
                        .build()
                        .header("Content-Type"))
                .contains("text/x");
    }

    @Test
    void aChangedCopyDiffersInWhatWasChangedOnly() {
        WireRequest request = WireRequest.post(URL)
                .service("GOTO")
                .acceptJson()
                .form(Parameters.of("a", "b"))
                .header("X-Last", "1")
                .build();
        WireRequest same = request.newBuilder().build();
        assertThat(same.headers()).isEqualTo(request.headers());
        assertThat(same.body()).isEqualTo(request.body());
        assertThat(same.service()).isEqualTo("GOTO");

        WireRequest json = request.newBuilder().json(Parameters.of("a", "b")).build();
        assertThat(json.headers())
                .containsExactly(
                        new Header("Accept", "application/json"),
                        new Header("Content-Type", "application/json"),
                        new Header("X-Last", "1"),
                        new Header("User-Agent", "tokentrail"));
        assertThat(request.newBuilder().body(new Body.None()).build().header("Content-Type"))
                .isEmpty();
        assertThat(request.newBuilder().url("https://h/x?y").build().url()).isEqualTo("https://h/x?y");
    }

    @Test
    void copiesShareNothingThatCanChange() {
        WireRequestBuilder builder = WireRequest.post(URL);
        WireRequest before = builder.build();
        builder.header("X-Later", "1");
        assertThat(before.headers()).doesNotContain(new Header("X-Later", "1"));
        assertThatThrownBy(() -> before.headers().add(new Header("a", "b")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"goto", "1X", "A-B", "A B", "Ä"})
    void refusesAServiceNameThatCannotStartAVariable(String name) {
        assertThatThrownBy(() -> WireRequest.get(URL).service(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> WireRequest.get(URL).service("X3_EU")).doesNotThrowAnyException();
    }

    private static List<String> names(WireRequestBuilder builder) {
        return builder.build().headers().stream().map(Header::name).toList();
    }

    private static String credentials(WireRequestBuilder builder) {
        String value = builder.build().header("Authorization").orElseThrow();
        assertThat(value).startsWith("Basic ");
        return new String(Base64.getDecoder().decode(value.substring(6)), StandardCharsets.UTF_8);
    }
}
