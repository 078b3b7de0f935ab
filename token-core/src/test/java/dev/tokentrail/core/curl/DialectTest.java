package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireRequestBuilder;
import dev.tokentrail.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each dialect makes of hard text, to the character, and from which length on it refuses. */
class DialectTest {

    private static final String NEIGHBOURS = "%A09@AZ[`az{/:~}|&<>^\"";

    @Test
    void cmdTakesACaretBeforeWhatItWouldActOnAndAfterAPercentSign() {
        assertThat(line(CurlDialect.CMD, header(NEIGHBOURS), "--header ^\"X"))
                .isEqualTo("--header ^\"X-Q: ^%^A09^@AZ^[^`az^{/:~^}^|^&^<^>^^\\^\"^\"");
    }

    @Test
    void cmdRefusesWhatIsNotPrintableAscii() {
        assertThat(refusal(CurlDialect.CMD, header("\u00e9"))).startsWith("the address or a header line holds");
        assertThat(refusal(CurlDialect.CMD, body("\u007f"))).startsWith("the body holds characters other");
        assertThat(refusal(CurlDialect.CMD, body("\u001f"))).startsWith("the body holds characters other");
        assertThat(refusal(CurlDialect.CMD, body("a".repeat(Invocation.LONGEST_ARGUMENT - 1) + "\n")))
                .startsWith("the body holds characters other");
        assertThat(refusal(CurlDialect.CMD, body("a".repeat(Invocation.LONGEST_ARGUMENT + 1))))
                .contains("8,191");
    }

    @Test
    void cmdAndTheOldPowerShellRefuseVariables() {
        CurlCommand command = CurlCommand.of(WireRequest.get("https://a.example/")
                        .bearer(Secret.of("abc-canary"))
                        .build())
                .withVariables();
        assertThat(refusal(command.in(CurlDialect.CMD))).contains("would be run as code");
        assertThat(refusal(command.in(CurlDialect.WINDOWS_POWERSHELL))).contains("would reach curl.exe changed");
        assertThat(refusal(command.in(CurlDialect.CONFIG_FILE))).contains("knows no variables");
    }

    @ParameterizedTest
    @CsvSource({"CMD, 8000, 5", "POWERSHELL, 32000, 0", "WINDOWS_POWERSHELL, 32000, 0"})
    void aCommandIsAsLongAsWindowsAllowsAndNoLonger(CurlDialect dialect, int limit, int perLine) {
        List<String> lines = command(dialect, body("a"))
                .text()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("rem "))
                .map(line -> line.strip().replaceFirst(" [`^]$", ""))
                .toList();
        int rest = lines.stream().mapToInt(line -> line.length() + perLine).sum() - 1;
        assertThat(command(dialect, body("a".repeat(limit - rest))).text()).isNotEmpty();
        assertThat(refusal(dialect, body("a".repeat(limit - rest + 1)))).startsWith("the command would be longer");
    }

    @Test
    void anArgumentOfAShellIsAsLongAsLinuxAllowsAndNoLonger() {
        String longest = "a".repeat(131_000 - "X-Q: ".length());
        for (CurlDialect dialect : List.of(CurlDialect.SH, CurlDialect.BASH)) {
            assertThat(command(dialect, header(longest)).text()).contains(longest);
            assertThat(refusal(dialect, header(longest + "a"))).contains("131,071");
        }
    }

    @Test
    void aLineOfAConfigurationIsAsLongAsCurlReadsAndNoLonger() {
        String longest = "a".repeat(Invocation.LONGEST_ARGUMENT - "X-Q: ".length());
        assertThat(command(CurlDialect.CONFIG_FILE, header(longest)).text()).contains(longest);
        assertThat(refusal(CurlDialect.CONFIG_FILE, header(longest + "a"))).contains("90,000");
    }

    @Test
    void powerShellEscapesInQuotationMarksWhatDoesNotPrint() {
        assertThat(line(
                        CurlDialect.POWERSHELL,
                        body("a`$\"\u201c'b\r\n\t\u0001\u202e\ud83d\ude00\u00e9"),
                        "--data-raw"))
                .isEqualTo("--data-raw \"a```$`\"`\u201c'b`r`n`t$([char]0x0001)$([char]0x202E)"
                        + "$([char]0xD83D)$([char]0xDE00)\u00e9\"");
        assertThat(line(CurlDialect.POWERSHELL, body("a`$\"'\u00e9~"), "--data-raw"))
                .isEqualTo("--data-raw 'a`$\"''\u00e9~'");
    }

    @Test
    void theOldPowerShellPassesMarksOfOurOwnAroundWhatIsNotPlain() {
        assertThat(line(CurlDialect.WINDOWS_POWERSHELL, body("~!'x"), "--data-raw"))
                .isEqualTo("--data-raw '~!''x'");
        assertThat(line(CurlDialect.WINDOWS_POWERSHELL, body("a b"), "--data-raw"))
                .isEqualTo("--data-raw '\"a b\"'");
        assertThat(line(CurlDialect.WINDOWS_POWERSHELL, body("a\"b\\"), "--data-raw"))
                .isEqualTo("--data-raw '\"a\\\"b\\\\\"'");
        assertThat(line(CurlDialect.WINDOWS_POWERSHELL, body("\u007f"), "--data-raw"))
                .isEqualTo("--data-raw \"`\"$([char]0x007F)`\"\"");
        assertThat(line(CurlDialect.WINDOWS_POWERSHELL, body(""), "--data-raw")).isEqualTo("--data-raw '\"\"'");
    }

    @Test
    void powerShellRefusesWhatNoArgumentHolds() {
        for (CurlDialect dialect : List.of(CurlDialect.POWERSHELL, CurlDialect.WINDOWS_POWERSHELL)) {
            assertThat(refusal(dialect, body("a\0"))).contains("not text without NUL");
            assertThat(refusal(dialect, body("\0a"))).contains("not text without NUL");
            assertThat(refusal(dialect, bytes(new byte[] {'a', (byte) 0xff}))).contains("not text without NUL");
            assertThat(refusal(dialect, body("a".repeat(Invocation.LONGEST_ARGUMENT + 1))))
                    .contains("32,767");
            assertThat(refusal(dialect, body("a".repeat(Invocation.LONGEST_ARGUMENT - 1) + "\0")))
                    .contains("NUL");
        }
        assertThat(refusal(CurlDialect.WINDOWS_POWERSHELL, body("\u0080")))
                .startsWith("the body holds characters beyond");
        assertThat(refusal(CurlDialect.WINDOWS_POWERSHELL, header("\u00e9")))
                .startsWith("the address or a header line holds characters beyond");
    }

    @Test
    void aConfigurationEscapesWhatCurlUnescapes() {
        assertThat(line(CurlDialect.CONFIG_FILE, body("a\\\"\t\n\r'b\u00e9"), "data-raw"))
                .isEqualTo("data-raw = \"a\\\\\\\"\\t\\n\\r'b\u00e9\"");
        assertThat(line(CurlDialect.CONFIG_FILE, body("a\u0001"), "data-"))
                .isEqualTo("data-binary = \"@request-body.bin\"");
        assertThat(refusal(CurlDialect.CONFIG_FILE, header("\u202e"))).contains("does not print");
    }

    @ParameterizedTest
    @EnumSource
    void anOptionWithoutAnArgumentIsAWord(CurlDialect dialect) {
        String option = dialect == CurlDialect.CONFIG_FILE ? "path-as-is" : "--path-as-is";
        assertThat(line(dialect, WireRequest.get("https://a.example/x/../y"), option))
                .isEqualTo(option);
    }

    @Test
    void aShellSendsThroughStandardInputWhatNoArgumentHolds() {
        assertThat(text(CurlDialect.SH, body("a\0b")))
                .startsWith("printf 'a\\000b' | curl ")
                .endsWith("--data-binary '@-'");
        assertThat(text(CurlDialect.BASH, body("a\0b"))).startsWith("printf 'a\\000b' | curl ");
        assertThat(text(CurlDialect.BASH, body("\0b"))).startsWith("printf '\\000b' | curl ");
        assertThat(text(CurlDialect.SH, body("a\tb"))).startsWith("printf 'a\\011b' | curl ");
        assertThat(text(CurlDialect.BASH, body("a\tb"))).endsWith("--data-raw $'a\\011b'");
        assertThat(text(CurlDialect.SH, bytes(new byte[] {(byte) 0xff}))).startsWith("printf '\\377' | curl ");
    }

    @Test
    void secretsInHeadersGoThroughStandardInputWithTheirNeighbours() {
        CurlCommand command = CurlCommand.of(
                        header("plain").header("X-Api-Key", "canary-1").build())
                .keepingSecretsOutOfProcessList()
                .onOneLine();
        assertThat(command.text())
                .isEqualTo("printf 'X-Q: plain\\012X-Api-Key: ***\\012' | curl 'https://a.example/'"
                        + " --header '@-' --header 'Accept:' --header 'User-Agent:'");
        assertThat(command.withVariables().text())
                .isEqualTo("printf 'X-Q: plain\\012X-Api-Key: %s\\012' \"$X_API_KEY\" | curl 'https://a.example/'"
                        + " --header '@-' --header 'Accept:' --header 'User-Agent:'");
    }

    @Test
    void credentialsThatCurlBlanksStayOptionsAndTheOtherHeadersStayWhereTheyAre() {
        CurlCommand command = CurlCommand.of(WireRequest.get("https://a.example/")
                        .bearer(Secret.of("canary-1"))
                        .header("X-Q", "plain")
                        .build())
                .keepingSecretsOutOfProcessList()
                .onOneLine();
        assertThat(command.text())
                .startsWith("curl 'https://a.example/'")
                .contains("--header 'X-Q: plain'")
                .doesNotContain("@-");
    }

    @Test
    void credentialsThatCurlBlanksStayBesideHeadersFromStandardInput() {
        CurlCommand command = CurlCommand.of(WireRequest.method("GET", "https://a.example/")
                        .exactly()
                        .bearer(Secret.of("canary-1"))
                        .header("X-Api-Key", "canary-2")
                        .build())
                .keepingSecretsOutOfProcessList()
                .onOneLine();
        assertThat(command.text())
                .isEqualTo("printf 'X-Api-Key: ***\\012' | curl 'https://a.example/' --oauth2-bearer '***'"
                        + " --header '@-' --header 'Accept:' --header 'User-Agent:'");
    }

    @Test
    void thereIsOneStandardInputAndNoneForTheAddress() {
        CurlCommand both = CurlCommand.of(WireRequest.post("https://a.example/")
                        .header("X-Api-Key", "canary-1")
                        .body(new Body.Raw("{\"password\":\"canary-2\"}".getBytes(StandardCharsets.UTF_8), null))
                        .secret(Secret.of("canary-2"))
                        .build())
                .keepingSecretsOutOfProcessList();
        assertThat(refusal(both)).contains("there is one standard input");
        CurlCommand address = CurlCommand.of(
                        WireRequest.get("https://a.example/?token=canary-1").build())
                .keepingSecretsOutOfProcessList();
        assertThat(refusal(address)).contains("stands in the address or the method");
        assertThat(refusal(address.in(CurlDialect.POWERSHELL))).contains("no means to keep secrets out");
    }

    private static WireRequestBuilder header(String value) {
        return WireRequest.method("GET", "https://a.example/").exactly().header("X-Q", value);
    }

    private static WireRequestBuilder body(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static WireRequestBuilder bytes(byte[] body) {
        return WireRequest.method("POST", "https://a.example/").exactly().body(new Body.Raw(body, null));
    }

    private static CurlCommand command(CurlDialect dialect, WireRequestBuilder request) {
        return CurlCommand.of(request.build()).in(dialect);
    }

    private static String text(CurlDialect dialect, WireRequestBuilder request) {
        return command(dialect, request).onOneLine().text();
    }

    private static String line(CurlDialect dialect, WireRequestBuilder request, String start) {
        return command(dialect, request)
                .text()
                .lines()
                .map(line -> line.strip().replaceFirst(" [`^\\\\]$", ""))
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private static String refusal(CurlDialect dialect, WireRequestBuilder request) {
        return refusal(command(dialect, request));
    }

    private static String refusal(CurlCommand command) {
        CurlDialectException[] refused = new CurlDialectException[1];
        assertThatThrownBy(command::text).isInstanceOfSatisfying(CurlDialectException.class, e -> refused[0] = e);
        return refused[0].reason();
    }
}
