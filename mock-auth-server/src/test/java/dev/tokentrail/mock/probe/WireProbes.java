package dev.tokentrail.mock.probe;

import static dev.tokentrail.mock.probe.Cell.assumed;
import static dev.tokentrail.mock.probe.Cell.none;
import static dev.tokentrail.mock.probe.Cell.rfc;
import static dev.tokentrail.mock.probe.Row.row;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The wire itself: connections, lengths, methods, origins. */
final class WireProbes {

    private WireProbes() {}

    static Table table() {
        Cell all = rfc("3 answers");
        return new Table(
                "The wire",
                "No document says that any of the five answers other origins (CORS), so none does.",
                List.of(
                        row("keep-alive: good, bad, good", WireProbes::keepAlive, all, all, all, all, all),
                        row("three at once (pipelining)", WireProbes::pipelined, all, all, all, all, all),
                        every("`Connection: close`", WireProbes::closes, "1 answer, closed"),
                        every("HTTP/1.0", WireProbes::oldVersion, "1 answer, closed"),
                        row(
                                "HEAD at the token endpoint",
                                subject -> {
                                    Reply reply = subject.token().by("HEAD").send();
                                    return reply.status() + " " + reply.header("Allow");
                                },
                                assumed("405 OPTIONS, POST"),
                                assumed("405 OPTIONS, POST"),
                                assumed("405 GET, OPTIONS"),
                                assumed("405 OPTIONS, POST"),
                                assumed("405 OPTIONS, POST")),
                        row(
                                "HEAD where GET only reads",
                                WireProbes::head,
                                none(
                                        "nothing is read by GET",
                                        subject -> subject.api("x")
                                                        .by("GET")
                                                        .send()
                                                        .status()
                                                == 405),
                                rfc("as GET, without the body"),
                                rfc("as GET, without the body"),
                                rfc("as GET, without the body"),
                                rfc("as GET, without the body")),
                        row(
                                "OPTIONS",
                                subject -> {
                                    Reply reply = subject.token().by("OPTIONS").send();
                                    return reply.status() + " " + reply.header("Allow");
                                },
                                assumed("204 OPTIONS, POST"),
                                assumed("204 OPTIONS, POST"),
                                assumed("204 GET, OPTIONS"),
                                assumed("204 OPTIONS, POST"),
                                assumed("204 OPTIONS, POST")),
                        every("CORS: preflight", WireProbes::preflight, "204, no CORS"),
                        every(
                                "CORS: `Origin` beside a good request",
                                subject -> cors(subject.token()
                                        .header("Origin", "https://app.example")
                                        .send()),
                                "token, no CORS"),
                        every("header names in odd case", WireProbes::oddCase, "token"),
                        row(
                                "body in chunks",
                                WireProbes::chunked,
                                rfc("token"),
                                rfc("token"),
                                Absent.noBody(),
                                rfc("token"),
                                rfc("token")),
                        row(
                                "`Expect: 100-continue`",
                                subject -> token(subject.token()
                                        .header("Expect", "100-continue")
                                        .send()),
                                rfc("token"),
                                rfc("token"),
                                Absent.noBody(),
                                rfc("token"),
                                rfc("token")),
                        row(
                                "body of 1 MiB and one byte",
                                WireProbes::tooLong,
                                assumed("413"),
                                assumed("413"),
                                Absent.noBody(),
                                assumed("413"),
                                assumed("413")),
                        every("no `Host`", WireProbes::noHost, "400"),
                        every("head of 17 KiB", WireProbes::longHead, "431")));
    }

    private static Row every(String name, Row.Probe probe, String expected) {
        Cell cell = rfc(expected);
        return row(name, probe, cell, cell, cell, cell, cell);
    }

    private static String token(Reply reply) {
        return reply.said().matches("20[01] token") ? "token" : reply.said();
    }

    private static byte[] good(Subject subject) {
        return subject.token().bytes(subject.server());
    }

    private static byte[] bad(Subject subject) {
        return subject.anonymous(subject.token()).bytes(subject.server());
    }

    private static String keepAlive(Subject subject) {
        List<byte[]> requests = List.of(good(subject), bad(subject), good(subject));
        try (Wire wire = subject.connect()) {
            List<Reply> replies = new ArrayList<>();
            for (byte[] request : requests) {
                wire.send(request);
                replies.add(wire.reply(false));
            }
            return judged(replies);
        }
    }

    private static String pipelined(Subject subject) {
        byte[] first = good(subject);
        byte[] second = bad(subject);
        byte[] third = good(subject);
        byte[] all = Arrays.copyOf(first, first.length + second.length + third.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        System.arraycopy(third, 0, all, first.length + second.length, third.length);
        try (Wire wire = subject.connect()) {
            wire.send(all);
            return judged(List.of(wire.reply(false), wire.reply(false), wire.reply(false)));
        }
    }

    private static String judged(List<Reply> replies) {
        boolean right = token(replies.get(0)).equals("token")
                && replies.get(1).status() >= 400
                && token(replies.get(2)).equals("token")
                && replies.stream().noneMatch(reply -> reply.has("Connection"));
        return right ? "3 answers" : replies.toString();
    }

    private static String closes(Subject subject) {
        byte[] request = subject.token().header("Connection", "close").bytes(subject.server());
        return lastAnswer(subject, request);
    }

    private static String oldVersion(Subject subject) {
        String request = new String(good(subject), StandardCharsets.ISO_8859_1);
        return lastAnswer(subject, request.replaceFirst("HTTP/1.1", "HTTP/1.0").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String lastAnswer(Subject subject, byte[] request) {
        try (Wire wire = subject.connect()) {
            wire.send(request);
            String said = token(wire.reply(false));
            return (said.equals("token") ? "1 answer" : said) + (wire.closed() ? ", closed" : ", and more");
        }
    }

    private static String head(Subject subject) {
        Call get = readable(subject);
        Reply whole = get.send();
        Reply head = readable(subject).by("HEAD").send();
        return whole.status() == 200
                        && head.status() == 200
                        && head.body().isEmpty()
                        && !whole.body().isEmpty()
                        && head.header("Content-Length").equals(whole.header("Content-Length"))
                        && head.header("Content-Type").equals(whole.header("Content-Type"))
                ? "as GET, without the body"
                : whole + ", " + head;
    }

    private static Call readable(Subject subject) {
        return subject instanceof GoToSubject
                ? subject.call("GET", "/goto/.well-known/oauth-authorization-server", Call.Carrier.QUERY)
                : subject instanceof Wso2Subject
                        ? subject.call("GET", "/wso2/oauth2/jwks", Call.Carrier.QUERY)
                        : subject.api(subject.pair().access());
    }

    private static String preflight(Subject subject) {
        return cors(subject.token()
                .by("OPTIONS")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .send());
    }

    private static String cors(Reply reply) {
        boolean none = reply.headers().stream()
                .noneMatch(header ->
                        header.getKey().toLowerCase(java.util.Locale.ROOT).contains("access-control"));
        return token(reply) + (none ? ", no CORS" : ", CORS");
    }

    private static String oddCase(Subject subject) {
        String request = new String(good(subject), StandardCharsets.ISO_8859_1);
        int end = request.indexOf("\r\n\r\n");
        StringBuilder odd = new StringBuilder();
        for (String line : request.substring(0, end).split("\r\n")) {
            int colon = line.startsWith("GET") || line.startsWith("POST") ? 0 : line.indexOf(':');
            odd.append(line.substring(0, colon).toUpperCase(java.util.Locale.ROOT))
                    .append(line.substring(colon))
                    .append("\r\n");
        }
        return raw(subject, odd + request.substring(end + 2));
    }

    private static String chunked(Subject subject) {
        String request = new String(good(subject), StandardCharsets.ISO_8859_1);
        int end = request.indexOf("\r\n\r\n");
        String body = request.substring(end + 4);
        int half = body.length() / 2;
        return raw(
                subject,
                request.substring(0, end).replaceFirst("Content-Length: \\d+", "Transfer-Encoding: chunked")
                        + "\r\n\r\n" + chunk(body.substring(0, half)) + chunk(body.substring(half)) + "0\r\n\r\n");
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    // The head alone: what follows it may never be read, so that sending it would be a race.
    private static String tooLong(Subject subject) {
        String request = new String(good(subject), StandardCharsets.ISO_8859_1);
        int end = request.indexOf("\r\n\r\n") + 4;
        return raw(
                subject,
                request.substring(0, end).replaceFirst("Content-Length: \\d+", "Content-Length: " + (1024 * 1024 + 1)));
    }

    private static String noHost(Subject subject) {
        return raw(
                subject, new String(good(subject), StandardCharsets.ISO_8859_1).replaceFirst("Host: [^\r]*\r\n", ""));
    }

    private static String longHead(Subject subject) {
        return raw(
                subject,
                new String(
                        subject.token().header("X-Long", "x".repeat(17 * 1024)).bytes(subject.server()),
                        StandardCharsets.ISO_8859_1));
    }

    private static String raw(Subject subject, String request) {
        try (Wire wire = subject.connect()) {
            wire.send(request);
            Reply reply = wire.reply(false);
            return reply.status() < 300 ? token(reply) : String.valueOf(reply.status());
        }
    }
}
