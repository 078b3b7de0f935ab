package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How commands read. */
class CurlCommandTest {

    private static final WireRequest EXCHANGE = WireRequest.post("https://authentication.example/oauth/token")
            .service("GOTO")
            .acceptJson()
            .basic("goto-client", Secret.of("goto-secret"))
            .form(Parameters.of("grant_type", "authorization_code")
                    .and("code", "c0de+1")
                    .and("redirect_uri", "http://127.0.0.1:5000/cb"))
            .build();

    private static final WireRequest REFRESH = WireRequest.post("https://x3.example/v1/token")
            .service("X3")
            .json(Parameters.of("grant_type", "refresh_token")
                    .and("client_id", "x3-client")
                    .and("client_secret", "it's \"x\"")
                    .and("refresh_token", "rt-1"))
            .build();

    @Test
    void masksByDefault() {
        assertThat(CurlCommand.of(EXCHANGE)).hasToString("""
                        # sh: the same in dash, bash, zsh, ksh, busybox and fish
                        # replay: an authorization code is good for one request
                        curl 'https://authentication.example/oauth/token' \\
                          --header 'Authorization: Basic ***' \\
                          --header 'Accept: application/json' \\
                          --header 'Content-Type: application/x-www-form-urlencoded' \\
                          --header 'User-Agent: tokentrail' \\
                          --data-urlencode 'grant_type=authorization_code' \\
                          --data-urlencode 'code=***' \\
                          --data-urlencode 'redirect_uri=http://127.0.0.1:5000/cb'""");
    }

    @Test
    void putsVariablesInThePlaceOfSecrets() {
        CurlCommand command = CurlCommand.of(EXCHANGE).withVariables();
        assertThat(command).hasToString("""
                        # sh: the same in dash, bash, zsh, ksh, busybox and fish
                        # replay: an authorization code is good for one request
                        # GOTO_CLIENT_SECRET: sent as it is, so form-encode what is not a letter, a digit or one of - . _
                        curl 'https://authentication.example/oauth/token' \\
                          --user "$GOTO_CLIENT_ID:$GOTO_CLIENT_SECRET" \\
                          --header 'Accept: application/json' \\
                          --header 'Content-Type: application/x-www-form-urlencoded' \\
                          --header 'User-Agent: tokentrail' \\
                          --data-urlencode 'grant_type=authorization_code' \\
                          --data-urlencode "code=$GOTO_CODE" \\
                          --data-urlencode 'redirect_uri=http://127.0.0.1:5000/cb'""");
        assertThat(command.variables())
                .isEqualTo(Map.of(
                        "GOTO_CLIENT_ID", Secret.of("goto-client"),
                        "GOTO_CLIENT_SECRET", Secret.of("goto-secret"),
                        "GOTO_CODE", Secret.of("c0de+1")));
        assertThat(CurlCommand.of(EXCHANGE).variables()).isEmpty();
    }

    @Test
    void saysWhenAVariableHoldsAnEncodedValue() {
        WireRequest request = WireRequest.get("https://api.example/token?code=a%20b")
                .basic("id", Secret.of("p&q"))
                .build();
        CurlCommand command = CurlCommand.of(request).withVariables();
        assertThat(command.text())
                .contains("\n# CLIENT_SECRET_FORM_ENCODED: holds the value form-encoded\n")
                .contains("\n# CODE_URL_ENCODED: holds the value percent-encoded\n")
                .contains("--user \"$CLIENT_ID:$CLIENT_SECRET_FORM_ENCODED\"")
                .contains("curl \"https://api.example/token?code=$CODE_URL_ENCODED\" \\\n");
        assertThat(command.variables())
                .containsEntry("CLIENT_SECRET_FORM_ENCODED", Secret.of("p%26q"))
                .containsEntry("CODE_URL_ENCODED", Secret.of("a%20b"));
    }

    @Test
    void bearerIsAnOptionOnlyWhereCurlWritesTheSameLine() {
        WireRequest first = WireRequest.get("https://a.example/")
                .acceptJson()
                .bearer(Secret.of("t0ken"))
                .build();
        WireRequest second = WireRequest.get("https://a.example/")
                .acceptJson()
                .header("Authorization", "Bearer t0ken")
                .build();
        assertThat(CurlCommand.of(first).withVariables().text()).contains("--oauth2-bearer \"$ACCESS_TOKEN\"");
        assertThat(CurlCommand.of(second).withVariables().text())
                .contains("--header \"Authorization: Bearer $ACCESS_TOKEN\"");
    }

    @Test
    void revealsOnlyWhenAskedAloud() {
        CurlCommand command = CurlCommand.of(REFRESH).onOneLine();
        assertThat(command.toString()).contains("\"client_secret\":\"***\"").doesNotContain("rt-1");
        assertThat(command.revealSecrets())
                .isEqualTo("curl 'https://x3.example/v1/token' --header 'Content-Type: application/json'"
                        + " --header 'User-Agent: tokentrail' --header 'Accept:' --data-raw"
                        + " '{\"grant_type\":\"refresh_token\",\"client_id\":\"x3-client\",\"client_secret\":"
                        + "\"it'\\''s '\\\\'\"x'\\\\'\"\",\"refresh_token\":\"rt-1\"}'");
    }

    @Test
    void keepsSecretsOutOfTheProcessList() {
        assertThat(CurlCommand.of(REFRESH)
                        .withVariables()
                        .keepingSecretsOutOfProcessList()
                        .onOneLine())
                .hasToString(
                        "printf '{\"grant_type\":\"refresh_token\",\"client_id\":\"x3-client\",\"client_secret\":\"%s\""
                                + ",\"refresh_token\":\"%s\"}' \"$X3_CLIENT_SECRET_JSON_ESCAPED\" \"$X3_REFRESH_TOKEN\""
                                + " | curl 'https://x3.example/v1/token' --header 'Content-Type: application/json'"
                                + " --header 'User-Agent: tokentrail' --header 'Accept:' --data-binary '@-'");
    }

    @Test
    void writesEachDialect() {
        CurlCommand command = CurlCommand.of(REFRESH).onOneLine();
        assertThat(command.in(CurlDialect.POWERSHELL).revealSecrets())
                .endsWith("--data-raw '{\"grant_type\":\"refresh_token\",\"client_id\":\"x3-client\",\"client_secret\":"
                        + "\"it''s \\\"x\\\"\",\"refresh_token\":\"rt-1\"}'");
        assertThat(command.in(CurlDialect.WINDOWS_POWERSHELL).toString())
                .startsWith("curl.exe 'https://x3.example/v1/token' --header '\"Content-Type: application/json\"'")
                .endsWith("\\\"refresh_token\\\":\\\"***\\\"}\"'");
        assertThat(command.in(CurlDialect.CMD).toString())
                .startsWith("curl.exe ^\"https://x3.example/v1/token^\" --header ^\"Content-Type: application/json^\"")
                .endsWith("\\^\"refresh_token\\^\":\\^\"***\\^\"^}^\"");
        assertThat(command.in(CurlDialect.CONFIG_FILE).toString()).isEqualTo("""
                        # curl configuration file, for curl --config
                        url = "https://x3.example/v1/token"
                        header = "Content-Type: application/json"
                        header = "User-Agent: tokentrail"
                        header = "Accept:"
                        data-raw = "{\\"grant_type\\":\\"refresh_token\\",\\"client_id\\":\\"x3-client\\",\\"client_secret\\":\
                        \\"***\\",\\"refresh_token\\":\\"***\\"}"
                        """);
        assertThat(CurlCommand.of(EXCHANGE)
                        .withVariables()
                        .in(CurlDialect.POWERSHELL)
                        .text())
                .contains("  --user \"${env:GOTO_CLIENT_ID}:${env:GOTO_CLIENT_SECRET}\" `\n");
    }

    @Test
    void doublesEveryApostropheThatPowerShellKnows() {
        WireRequest request = WireRequest.get("https://a.example/")
                .header("X-Q", "'\u2018\u2019\u201a\u201b\u201c")
                .build();
        assertThat(CurlCommand.of(request).in(CurlDialect.POWERSHELL).text())
                .startsWith("# PowerShell 7.3 or later\n# on Windows curl --version has to list Unicode")
                .contains("--header 'X-Q: ''\u2018\u2018\u2019\u2019\u201a\u201a\u201b\u201b\u201c'");
    }

    @Test
    void aPasswordThatIsAWordOfTheProtocolLeavesTheProtocolReadable() {
        WireRequest request = WireRequest.post("https://a.example/token")
                .form(Parameters.of("grant_type", "password")
                        .and("username", "admin")
                        .and("password", Secret.of("password")))
                .build();
        assertThat(CurlCommand.of(request).toString())
                .contains("'grant_type=password'", "'username=admin'", "'password=***'");
    }

    @Test
    void aBodyThatNoConfigurationHoldsHasAFileOfItsOwn() {
        byte[] body = {'a', 0, (byte) 0xff};
        WireRequest request = WireRequest.post("https://a.example/")
                .body(new Body.Raw(body, "a/b"))
                .build();
        CurlCommand command = CurlCommand.of(request).in(CurlDialect.CONFIG_FILE);
        assertThat(command.text()).contains("data-binary = \"@request-body.bin\"\n");
        assertThat(command.revealSecretsInBodyFile()).hasValue(body);
        assertThat(CurlCommand.of(EXCHANGE).in(CurlDialect.CONFIG_FILE).revealSecretsInBodyFile())
                .isEmpty();
        assertThat(CurlCommand.of(request).revealSecretsInBodyFile()).isEmpty();
    }

    @Test
    void aRefusalIsTypedAndItsTextIsAComment() {
        WireRequest request = WireRequest.post("https://a.example/")
                .body(new Body.Raw("caf\u00e9".getBytes(StandardCharsets.UTF_8), "text/plain"))
                .build();
        CurlCommand command = CurlCommand.of(request).in(CurlDialect.CMD);
        assertThatThrownBy(command::text)
                .isInstanceOfSatisfying(CurlDialectException.class, refused -> {
                    assertThat(refused.dialect()).isEqualTo(CurlDialect.CMD);
                    assertThat(refused.alternative()).hasValue(CurlDialect.CONFIG_FILE);
                })
                .hasMessage(
                        "This request has no exact form in CMD: the body holds characters other than printable ASCII,"
                                + " use CONFIG_FILE");
        assertThat(command.toString())
                .isEqualTo("rem This request has no exact form in CMD: the body holds characters other"
                        + " than printable ASCII, use CONFIG_FILE");
    }

    @Test
    void refusesAHeaderThatCurlWouldDrop() {
        WireRequest request =
                WireRequest.get("https://a.example/").header("X-V", "\u000b\f").build();
        assertThatThrownBy(() -> CurlCommand.of(request).text())
                .isInstanceOfSatisfying(
                        CurlDialectException.class,
                        refused -> assertThat(refused.alternative()).isEmpty())
                .hasMessageContaining("curl does not send header X-V");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatCannotBeReplayed(CurlDialect dialect) {
        WireRequest request = WireRequest.post("https://a.example/token")
                .header("DPoP", "eyJhbGciOiJub25lIn0.e30.")
                .form(Parameters.of("device_code", "d1").and("client_assertion", "a1"))
                .build();
        assertThat(CurlCommand.of(request).in(dialect).text().lines().filter(line -> line.contains("replay: ")))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).matches("(#|rem) [A-Za-z0-9 .,:_-]+"));
    }

    /** None of them is ever needed to repeat a request, and each of them is a trap. */
    @Tag("slow")
    @Test
    void neverAddsADangerousOption() {
        Stream.concat(Sample.corpus().stream(), HostileSamples.all().stream()).forEach(sample -> {
            for (CurlDialect dialect : CurlDialect.values()) {
                String text = CurlCommand.of(sample.request("http://127.0.0.1:1"))
                        .in(dialect)
                        .toString();
                assertThat(text.lines().map(String::strip))
                        .as(sample.id())
                        .noneMatch(line -> line.matches("(--)?(location|insecure|verbose|compressed|trace)\\b.*"));
            }
        });
    }

    @Test
    void hidesASecretInTheHost() {
        WireRequest request = WireRequest.get("https://t3nant-s3cret.example/")
                .secret(Secret.of("t3nant-s3cret"))
                .build();
        assertThat(CurlCommand.of(request).toString()).contains("curl 'https://***.example/'");
        assertThat(CurlCommand.of(request).withVariables().text())
                .contains("curl \"https://$SECRET_ORIGIN\"'.example/'");
    }

    @Test
    void isTheSameEachTime() {
        assertThat(CurlCommand.of(EXCHANGE).withVariables().text())
                .isEqualTo(CurlCommand.of(EXCHANGE).withVariables().text());
    }
}
