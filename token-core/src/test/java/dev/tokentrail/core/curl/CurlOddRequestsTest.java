package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireRequestBuilder;
import dev.tokentrail.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets, and what looks like their place, in requests that are nearly what they seem to be. */
class CurlOddRequestsTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private static WireRequestBuilder get() {
        return WireRequest.get("https://a.example/");
    }

    private static WireRequestBuilder post(String type, String body) {
        return WireRequest.post("https://a.example/").body(new Body.Raw(body.getBytes(StandardCharsets.UTF_8), type));
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-colon", "a\0:b", "\0a:b", "a:\0", "caf\u00e9:x"})
    void credentialsThatUserCannotWriteStayAHeader(String pair) {
        String text = CurlCommand.of(get().header("Authorization", basic(pair)).build())
                .withVariables()
                .text();
        assertThat(text).contains("--header \"Authorization: Basic $").doesNotContain("--user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!", "YTpi="})
    void credentialsThatAreNoBase64StayAHeader(String credentials) {
        String text = CurlCommand.of(
                        get().header("Authorization", "Basic " + credentials).build())
                .withVariables()
                .text();
        assertThat(text).contains("--header \"Authorization: Basic $").doesNotContain("--user");
    }

    @Test
    void credentialsMayLackTheirFirstOrTheirSecondHalf() {
        CurlCommand secretOnly = CurlCommand.of(
                        get().header("Authorization", basic(":b-canary")).build())
                .withVariables();
        assertThat(secretOnly.text()).contains("--user \":$CLIENT_SECRET\"");
        CurlCommand idOnly = CurlCommand.of(
                        get().header("Authorization", basic("a-canary:")).build())
                .withVariables();
        assertThat(idOnly.text()).contains("--user \"$CLIENT_ID\"':'");
    }

    @Test
    void eachOfManySecretsOfOneNameHasAVariable() {
        WireRequest request = get().header("X-Api-Key", "one-canary")
                .header("X-Api-Key", "two-canary")
                .header("X-Api-Key", "three-canary")
                .header("X-Api-Key", "one-canary")
                .build();
        assertThat(CurlCommand.of(request).withVariables().variables())
                .containsOnlyKeys("X_API_KEY", "X_API_KEY_2", "X_API_KEY_3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0canary", "can\0ary"})
    void aSecretThatNoVariableHoldsIsRefused(String secret) {
        WireRequest request =
                post("text/plain", "x" + secret).secret(Secret.of(secret)).build();
        CurlCommand command = CurlCommand.of(request).withVariables();
        assertThatThrownBy(command::text)
                .isInstanceOf(CurlDialectException.class)
                .hasMessageContaining("a secret holds a NUL");
    }

    @Test
    void aPieceOfAFormThatCurlWouldWriteOtherwiseIsSentAsItIs() {
        String text = CurlCommand.of(
                        post(FORM, "=x&%zz=1&a=%zz&b&c=%41&d=%20&e=1+2").build())
                .text();
        assertThat(text)
                .contains(
                        "--data-raw '=x'",
                        "--data-raw '%zz=1'",
                        "--data-raw 'a=%zz'",
                        "--data-raw 'b'",
                        "--data-raw 'c=%41'",
                        "--data-raw 'd=%20'",
                        "--data-urlencode 'e=1 2'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz-canary", "%zz-canary=1", "a=b%zz-canaryc", "=%zz-canary", "%zz-canary"})
    void aSecretIsHiddenAlsoWhereItIsBadlyEncoded(String form) {
        WireRequest request = post(FORM, form).secret(Secret.of("%zz-canary")).build();
        assertThat(CurlCommand.of(request).toString()).doesNotContain("canary").contains(Secret.MASK);
        assertThat(CurlCommand.of(request).revealSecrets()).contains("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"x\\u0063anary\"}",
                "{\"pass\\u0077ord\":\"xcanary\"}",
                "{\"password\":\"\\u0078canary\"}",
                "[\"xcanary\"]",
                "{\"xcanary\":1}",
                "{\"x\\u0063anary\":1}",
                "\"xcanary\"",
                "{\"a\":\"b xcanary c\"}"
            })
    void aSecretIsHiddenHoweverJsonSpellsIt(String json) {
        WireRequest request =
                post("application/json", json).secret(Secret.of("xcanary")).build();
        assertThat(CurlCommand.of(request).toString()).doesNotContain("anary").contains(Secret.MASK);
        assertThat(CurlCommand.of(request).revealSecrets()).contains("anary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nxcanary\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"xcanary\"\r\n\r\n1\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data\r\n\r\nxcanary\r\n--b--\r\n",
                "\r\n\r\nname=\"a\" xcanary\r\n--b--\r\n",
                "xcanary\r\n--b--",
                "--b--\r\nxcanary"
            })
    void aSecretIsHiddenInEachPartAndAround(String multipart) {
        WireRequest request = post("multipart/form-data; boundary=b", multipart)
                .secret(Secret.of("xcanary"))
                .build();
        assertThat(CurlCommand.of(request).toString()).doesNotContain("anary").contains(Secret.MASK);
    }

    @Test
    void aCommentHoldsWhatNoShellRunsAndNothingElse() {
        String text = "azAZ09 .,:_-`{@[/;!\n$(\u00e9";
        assertThat(Layout.comment(CurlDialect.SH, text)).isEqualTo("# azAZ09 .,:_-" + " ".repeat(11));
        assertThat(Layout.comment(CurlDialect.CMD, text)).isEqualTo("rem azAZ09 .,:_-" + " ".repeat(11));
        assertThat(Layout.isBeyondAscii("!~")).isFalse();
        assertThat(Layout.isBeyondAscii("!\u007f")).isTrue();
    }
}
