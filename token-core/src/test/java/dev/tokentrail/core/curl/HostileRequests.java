package dev.tokentrail.core.curl;

import dev.tokentrail.core.http.FormEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Requests at random, made of what has meaning to shells, to curl, to terminals and to printf. */
final class HostileRequests {

    private static final String TOKEN = "!#$%&'*+-.^_`|~09azAZ";
    private static final String META = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final String ODD =
            "\t\u000b\u000c\u001b\u007f\u0080\u0085\u00a0\u00ad\u00e9\u00ff\u0301\u200b\u200d\u202e\u2028\u2018\u201c\u3042\ufe0f\ufeff";
    private static final List<String> PHRASES = List.of(
            "$(touch PWNED)",
            "`touch PWNED`",
            "';touch PWNED;'",
            "\";touch PWNED;\"",
            "|touch PWNED|",
            "&touch PWNED&",
            "@secret.txt",
            "<secret.txt",
            "!!",
            "!$",
            "$'x'",
            "\\'",
            "'\\''",
            "\\\\",
            "%s%n%d",
            "%%",
            "\\101",
            "\\x41",
            "${IFS}",
            "--next",
            "-o",
            "{a,b}",
            "[1-3]",
            "..",
            "%2e%2E",
            "%c3%A9",
            "{{X}}",
            "EOF",
            "\ud83d\ude00");

    private HostileRequests() {}

    /** Half of them without the characters that a configuration file has no escape for. */
    static Arbitrary<Sample> samples() {
        return Arbitraries.of(META, META + ODD).flatMap(HostileRequests::samples);
    }

    private static Arbitrary<Sample> samples(String alphabet) {
        return Combinators.combine(methods(), targets(alphabet), headers(alphabet), bodies(alphabet))
                .as((method, target, headers, typed) -> {
                    List<String> lines = new ArrayList<>();
                    headers.forEach(header -> lines.addAll(List.of(header.get1(), header.get2())));
                    if (typed.type() != null) {
                        lines.addAll(List.of("Content-Type", typed.type()));
                    }
                    return new Sample("random", method, target, List.copyOf(lines), typed.bytes());
                });
    }

    /** Text that can be a variable's value: no NUL, no CR or LF where a header line has to hold it. */
    static Arbitrary<String> secrets() {
        return text(META + ODD, 12).map(text -> "s" + text + "x").map(text -> text.replaceAll("[\\u000b\\u000c]", "v"));
    }

    private static Arbitrary<String> methods() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of("GET", "POST")),
                Tuple.of(2, Arbitraries.of("PUT", "DELETE", "HEAD", "OPTIONS", "PATCH")),
                Tuple.of(
                        1, Arbitraries.strings().withChars(TOKEN).ofMinLength(1).ofMaxLength(12)));
    }

    private static Arbitrary<String> targets(String alphabet) {
        String refused = "[\\x00-\\x20\\x7f#]";
        Arbitrary<String> piece = text(alphabet, 8).map(text -> text.replaceAll(refused, ""));
        Arbitrary<String> path = piece.list().ofMaxSize(4).map(parts -> "/" + String.join("/", parts));
        return Combinators.combine(path, piece.injectNull(0.4))
                .as((start, query) -> query == null ? start : start + "?" + query);
    }

    private static Arbitrary<List<net.jqwik.api.Tuple.Tuple2<String, String>>> headers(String alphabet) {
        Arbitrary<String> names = Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        Arbitraries.of(
                                "Accept", "User-Agent", "Authorization", "Cookie", "X-A", "x-a", "client-secret")),
                Tuple.of(
                        1, Arbitraries.strings().withChars(TOKEN).ofMinLength(1).ofMaxLength(8)));
        return Combinators.combine(names, text(alphabet, 12))
                .as(Tuple::of)
                .list()
                .ofMaxSize(5);
    }

    /** A body with its type. */
    private record Typed(byte @Nullable [] bytes, @Nullable String type) {
        static Typed of(String text, String type) {
            return new Typed(text.getBytes(StandardCharsets.UTF_8), type);
        }
    }

    private static Arbitrary<Typed> bodies(String alphabet) {
        Arbitrary<String> text = text(alphabet + "\r\n\n\0", 20);
        Arbitrary<Typed> form = Combinators.combine(text(alphabet + "\r\n\0", 8), text)
                .as((name, value) -> FormEncoding.encode(name) + "=" + FormEncoding.encode(value))
                .list()
                .ofMaxSize(4)
                .map(pairs -> Typed.of(String.join("&", pairs), "application/x-www-form-urlencoded"));
        Arbitrary<Typed> multipart = text.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(values -> Typed.of(
                        values.stream()
                                .map(value -> "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n" + value
                                        + "\r\n")
                                .collect(Collectors.joining("", "", "--b--\r\n")),
                        "multipart/form-data; boundary=b"));
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(new Typed(null, null))),
                Tuple.of(3, text.map(body -> Typed.of(body, "text/plain"))),
                Tuple.of(1, text.map(body -> Typed.of(body, null))),
                Tuple.of(
                        2,
                        text.map(value -> Typed.of(
                                "{\"password\":\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}",
                                "application/json"))),
                Tuple.of(2, form),
                Tuple.of(
                        2,
                        text(META, 8)
                                .list()
                                .ofMaxSize(4)
                                .map(pairs -> Typed.of(String.join("&", pairs), "application/x-www-form-urlencoded"))),
                Tuple.of(1, multipart),
                Tuple.of(
                        1,
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(bytes -> new Typed(bytes, "a/b"))));
    }

    private static Arbitrary<String> text(String alphabet, int pieces) {
        return Arbitraries.frequencyOf(
                        Tuple.of(
                                6,
                                Arbitraries.of(alphabet.chars()
                                        .mapToObj(Character::toString)
                                        .toList())),
                        Tuple.of(3, Arbitraries.strings().alpha().numeric().ofMaxLength(4)),
                        Tuple.of(2, Arbitraries.of(PHRASES)))
                .list()
                .ofMaxSize(pieces)
                .map(parts -> String.join("", parts));
    }
}
