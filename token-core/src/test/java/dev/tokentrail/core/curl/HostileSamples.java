package dev.tokentrail.core.curl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests that have broken renderings of cURL commands, or could. */
final class HostileSamples {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data; boundary=b0";

    private final List<Sample> samples = new ArrayList<>();

    private HostileSamples() {}

    static List<Sample> all() {
        HostileSamples all = new HostileSamples();
        all.bodies();
        all.binaryBodies();
        all.forms();
        all.headers();
        all.urls();
        all.methods();
        all.multipart();
        all.seeds();
        return all.samples;
    }

    private void bodies() {
        text("", "{\"a\":1}", "@secret.txt", "<secret.txt", "@-", "=", "&", "-", "--", "-d@secret.txt", "--next");
        text(
                "$(touch PWNED)",
                "`touch PWNED`",
                "${IFS}",
                "$HOME",
                "\"$HOME\"",
                "'; touch PWNED #",
                "\\'; touch PWNED #");
        text("\"; touch PWNED; \"", "| touch PWNED", "& touch PWNED &", "(touch PWNED)", "<(touch PWNED)", "(a b)");
        text("!!", "!touch", "a!b", "'!x'", "\"!x\"", "^a^b", "~", "~root", "*", "?", "[a-z]", "{a,b}", "{1..3}");
        text("#", "# comment", "a # b", "\\", "\\\\", "a\\", "\\\n", "\\n", "\\0", "\\x41", "\\u0041", "\\101", "\\c");
        text("%", "%%", "%s", "%d%n", "%41", "\n", "\n\n", "a\n", "\na", "a\nb\n", "a\r", "\r\n", "\t", " ", "  a  ");
        text(
                "'",
                "''",
                "'''",
                "\"",
                "\"\"",
                "\"'\"'\"",
                "it's",
                "'\\''",
                "\\'",
                "\u00e9",
                "\u65e5\u672c",
                "\ud83d\ude00");
        text(
                "\u2018q\u2019",
                "\u201cq\u201d",
                "\u200b",
                "\u202etxt",
                "\ufeffbom",
                "\u2028",
                "\u0085",
                "\u00a0",
                "\ufe0f");
        text(
                "\u001b[31m",
                "\u0007",
                "\b",
                "\u007f",
                "{\n  \"a\": \"b\"\n}\n",
                "<xml a='1' b=\"2\">&amp;</xml>",
                "a".repeat(89_990));
        text("x".repeat(90_001), "\u00e9".repeat(50_000), "'".repeat(5_000), "%".repeat(5_000), "y\n".repeat(3_000));
        text(
                "m".repeat(1_048_575),
                "m".repeat(1_048_577),
                "--% --version",
                "EOF\n",
                "end",
                ";",
                "a;b",
                "set -e",
                "\u0301a");
    }

    private void text(String... texts) {
        for (String text : texts) {
            add("body", "POST", "/ping", text, "Content-Type", text.startsWith("{") ? JSON : "text/plain");
        }
    }

    private void binaryBodies() {
        byte[] all = new byte[512];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        for (String latin :
                List.of("\0", "a\0", "\0a", "\u00ff\u00fe", "\u00c3", "\u00ed\u00a0\u0080", "\u00f8%'\\-", "-\0")) {
            binary(latin.getBytes(StandardCharsets.ISO_8859_1));
        }
        binary(all);
        binary("n\0".repeat(60_000).getBytes(StandardCharsets.ISO_8859_1));
    }

    private void binary(byte[] body) {
        samples.add(new Sample(
                "binary-" + samples.size(), "PUT", "/b", List.of("Content-Type", "application/octet-stream"), body));
    }

    private void forms() {
        for (String form : List.of(
                "a=1",
                "a=1&b=2",
                "&a=1",
                "a=1&",
                "&",
                "a",
                "=",
                "=v",
                "a==b",
                "@secret.txt",
                "a@secret.txt",
                "a=%40secret.txt",
                "a=x+y%7E*.-_~",
                "a=%2A~.-_+%2B",
                "a=%e9%C3%A9",
                "na%20me=v",
                "na+me=%0D%0A%00",
                "a=%27%3B+touch+PWNED%3B+%27",
                "client_secret=%24%28touch+PWNED%29&code=%60id%60",
                "password=%22%5C%27%21&username=zo%C3%AB%40example.com",
                "a=%E2%80%AEtxt%E2%80%8B",
                "a=\u00e9",
                "a=" + "%21".repeat(31_000))) {
            add("form", "POST", "/oauth2/token", form, "Content-Type", FORM);
            add("form", "PATCH", "/oauth2/token", form, "Accept", "*/*", "Content-Type", FORM + "; charset=UTF-8");
        }
        add("form", "POST", "/untyped", "a=1&b=2");
    }

    private void headers() {
        for (String value : List.of(
                "",
                ";",
                ":",
                "@secret.txt",
                "$(touch PWNED)",
                "`touch PWNED`",
                "'; touch PWNED; '",
                "\"; touch PWNED; \"",
                "!!",
                "a!b",
                "\\",
                "a\\",
                "\\\\'",
                "%PATH% %%",
                "a\tb",
                "\u00e9\u20ac",
                "a\u200bb",
                "\u202eabc",
                "\u0085x",
                "x\u000bx",
                "\u001b]0;x\u0007",
                "-H x",
                "a, b",
                "  padded  ",
                "\u00a0",
                "\u2018\u2019\u201a\u201b\u201c",
                "{a}[1-3]",
                "v".repeat(30_000))) {
            add("header", "GET", "/h", null, "X-Value", value);
        }
        add("header", "GET", "/h", null, "User-Agent", "", "Accept", "");
        add("header", "GET", "/h", null, "Accept", "a", "Accept", "b", "accept", "c");
        add("header", "GET", "/h", null, "X-A", "1", "x-b", "2", "X-A", "3");
        add("header", "POST", "/h", "", "Content-Type", "");
        add("header", "POST", "/h", "b");
        add("header", "POST", "/h", "b", "Expect", "100-continue");
        add("header", "POST", "/h", "b", "Transfer-Encoding", "chunked");
        add("header", "POST", "/h", "x".repeat(100_000), "Transfer-Encoding", "chunked");
        add("header", "GET", "/h", null, "Cookie", "a=b; c=d", "Cookie", "session", "Referer", "http://r/");
        add("header", "GET", "/h", null, "Accept-Encoding", "gzip", "Connection", "close", "Range", "bytes=0-");
        add("header", "GET", "/h", null, "Authorization", "Negotiate abc==", "Proxy-Authorization", "Basic eDp5");
        add("header", "GET", "/h", null, "Authorization", "Bearer a", "Authorization", "Basic eDp5");
        add("header", "GET", "/h", null, "#x", "1", "'", "2", "`", "3", "|", "4", "-H", "5", "$x", "6", "&", "7");
        add("header", "POST", "/h", "{}", "TE", "trailers", "Upgrade", "h2c", "If-None-Match", "\"x\"", "Via", "1.1 x");
    }

    private void urls() {
        for (String target : List.of(
                "/",
                "/?",
                "/??",
                "/a?b?c",
                "/a?x=[1-3]&y={a,b}",
                "/[a]/{b}",
                "/..",
                "/../..",
                "/.",
                "/a/%2E%2E/b",
                "/a/%2e",
                "/%c3%a9",
                "/%C3%a9?q=%c3",
                "/%",
                "/%zz%4",
                "/a%00b",
                "/$(touch${IFS}PWNED)",
                "/`touch`",
                "/;touch;PWNED",
                "/a&b|c>d<e",
                "/\"x\"",
                "/'\\''",
                "/\\",
                "/a\\b",
                "/!!?x=!1",
                "/~user",
                "/@host",
                "//evil.example/x",
                "/http://x/",
                "/a:b",
                "/*?x=*",
                "/%25PATH%25",
                "/^a^b",
                "/\u00e9",
                "/x?q=\u00e9\ud83d\ude00",
                "/x?q=\u202e\u200b\u0085",
                "/a,b;c=d",
                "/-x?--y",
                "/...",
                "/" + "p".repeat(8_000))) {
            add("url", "GET", target, null, "X-U", "1");
        }
        add("url", "POST", "/../x", "b");
        add("url", "OPTIONS", "*", null, "Accept", "*/*");
        add("url", "HEAD", "/head?x=1", null);
    }

    private void methods() {
        for (String method : List.of(
                "PUT",
                "DELETE",
                "PATCH",
                "OPTIONS",
                "TRACE",
                "get",
                "Post",
                "HEADx",
                "QUERY",
                "-X",
                "--url",
                "!",
                "'",
                "''",
                "`touch`",
                "$HOME",
                "$IFS",
                "#",
                "%",
                "%s",
                "*",
                "~",
                "^",
                "|",
                "&",
                "&&touch&PWNED",
                "M-SEARCH",
                "a.b",
                "+")) {
            add("method", method, "/m", null, "Accept", "*/*");
        }
        add("method", "GET", "/m", "body", "Content-Type", "text/plain");
        add("method", "HEAD", "/m", "body", "Content-Type", "text/plain");
        add("method", "PUT", "/m", "", "Content-Type", "text/plain");
        add("method", "PROPFIND", "/m", "<a/>", "Depth", "1");
    }

    private void multipart() {
        for (String value :
                List.of("x", "", "@secret.txt", "<secret.txt", "a;type=text/html", "\"q\"", "-", "\r\n", "%s'\\")) {
            add(
                    "multipart",
                    "POST",
                    "/upload",
                    "--b0\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n" + value + "\r\n--b0--\r\n",
                    "Content-Type",
                    MULTIPART);
        }
        add("multipart", "POST", "/upload", "--b0--\r\n", "Content-Type", MULTIPART);
        add(
                "multipart",
                "POST",
                "/upload",
                "preamble\r\n--b0\r\nX: y\r\n\r\n\0\u00ff\r\n--b0--",
                "Content-Type",
                MULTIPART);
    }

    private void seeds() {
        String basic = "Basic Z290by1jbGllbnQ6Z290by1zZWNyZXQ=";
        add("seed", "GET", "/token/authorise?scope=a+b&customer=https%3A%2F%2Fc.example&state=x", null);
        add(
                "seed",
                "POST",
                "/token",
                "{\"client_id\":\"x3\",\"client_secret\":\"s\\\"'\",\"code\":\"c\"}",
                "Content-Type",
                JSON);
        add("seed", "GET", "/auth/v1/tokens/refresh", null, "organization-id", "org-1", "client-secret", "it's $ecret");
        add(
                "seed",
                "POST",
                "/oauth/token",
                "grant_type=authorization_code&code=iS0vynEEvRFA9i6kZ8gvNDnnOGE&redirect_uri=http%3A%2F%2F127.0.0.1%3A5000%2F",
                "Authorization",
                basic,
                "Accept",
                JSON,
                "Content-Type",
                FORM);
        add("seed", "POST", "/revoke", "token=abc&token_type_hint=refresh_token", "Content-Type", FORM);
    }

    private void add(String group, String method, String target, String body, String... headers) {
        samples.add(Sample.of(group + "-" + samples.size(), method, target, body, headers));
    }
}
