package dev.tokentrail.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What curl sends for its arguments, by its manual (version 8): everything here is bytes, one per character. Whatever
 * curl would read differently from what is written, an address with a pattern or with dots, is an error.
 */
final class CurlArguments {

    /** What goes over the wire, without {@code Host} and {@code Content-Length}. */
    record Sent(
            String method,
            String origin,
            String target,
            List<String> lines,
            @Nullable String body) {}

    private final Function<String, String> files;
    private final List<String> headers = new ArrayList<>();
    private @Nullable String url;
    private @Nullable String method;
    private @Nullable String target;
    private @Nullable String authorization;
    private @Nullable String data;
    private boolean head;
    private boolean globoff;
    private boolean pathAsIs;

    private CurlArguments(Function<String, String> files) {
        this.files = files;
    }

    /**
     * Sends.
     *
     * @param arguments everything after the name of the program
     * @param files the content of a file by its name, - for the standard input
     */
    static Sent sent(List<String> arguments, Function<String, String> files) {
        CurlArguments curl = new CurlArguments(files);
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            curl.take(rest.next(), rest);
        }
        return curl.sent();
    }

    private void take(String argument, Iterator<String> rest) {
        switch (argument) {
            case "--head" -> head = true;
            case "--globoff" -> globoff = true;
            case "--path-as-is" -> pathAsIs = true;
            case "--request" -> method = rest.next();
            case "--request-target" -> target = rest.next();
            case "--url" -> address(rest.next());
            case "--user" -> authorization = "Basic " + base64(rest.next());
            case "--oauth2-bearer" -> authorization = "Bearer " + rest.next();
            case "--header" -> header(rest.next());
            case "--data-raw" -> data(rest.next());
            case "--data-urlencode" -> data(urlEncoded(rest.next()));
            case "--data-binary" -> data(file(rest.next()));
            default -> address(argument);
        }
    }

    private void address(String argument) {
        if (url != null || argument.startsWith("-") || !argument.startsWith("http://")) {
            throw new AssertionError("curl would not take this for the only address: " + argument);
        }
        url = argument;
    }

    private void header(String argument) {
        if (argument.startsWith("@")) {
            headers.addAll(List.of(file(argument).split("\n")));
        } else {
            headers.add(argument);
        }
    }

    private String file(String argument) {
        if (!argument.startsWith("@")) {
            throw new AssertionError("not a file: " + argument);
        }
        return files.apply(argument.substring(1));
    }

    private void data(String more) {
        data = data == null ? more : data + "&" + more;
    }

    private static String urlEncoded(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 0) {
            throw new AssertionError("curl would read a file, or encode all of " + argument);
        }
        StringBuilder out = new StringBuilder(equals > 0 ? argument.substring(0, equals + 1) : "");
        for (char c : argument.substring(equals + 1).toCharArray()) {
            boolean stays = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            out.append(stays || "-._~".indexOf(c) >= 0 ? String.valueOf(c) : c == ' ' ? "+" : hex(c));
        }
        return out.toString();
    }

    private static String hex(char c) {
        return String.format(Locale.ROOT, "%%%02X", (int) c);
    }

    private static String base64(String bytes) {
        return Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Sent sent() {
        if (url == null) {
            throw new AssertionError("no address");
        }
        int path = url.indexOf('/', "http://".length());
        String sentTarget = target == null ? targetOf(url.substring(path)) : target;
        String sentMethod = head ? "HEAD" : data == null ? "GET" : "POST";
        return new Sent(method == null ? sentMethod : method, url.substring(0, path), sentTarget, lines(), data);
    }

    private String targetOf(String written) {
        if (!globoff && written.matches("(?s).*[\\[\\]{}].*")) {
            throw new AssertionError("curl would read a pattern in " + written);
        }
        int query = written.indexOf('?');
        String path = query < 0 ? written : written.substring(0, query);
        if (!pathAsIs && path.matches("(?is).*/(\\.|%2e){1,2}(/.*)?")) {
            throw new AssertionError("curl would resolve the dots in " + written);
        }
        if (!written.matches("[!-~]*")) {
            throw new AssertionError("curl would encode bytes of " + written);
        }
        return upperCaseEscapes(path) + (query < 0 ? "" : written.substring(query));
    }

    private static String upperCaseEscapes(String path) {
        StringBuilder out = new StringBuilder(path);
        for (int i = 0; i + 2 < path.length(); i++) {
            if (path.substring(i, i + 3).matches("%[0-9A-Fa-f]{2}")) {
                out.replace(i, i + 3, path.substring(i, i + 3).toUpperCase(Locale.ROOT));
            }
        }
        return out.toString();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (authorization != null) {
            lines.add("Authorization: " + authorization);
        }
        for (String header : headers) {
            int colon = header.indexOf(':');
            int semicolon = header.indexOf(';');
            if (colon < 0 && semicolon == header.length() - 1) {
                lines.add(header.substring(0, semicolon) + ":");
            } else if (colon > 0 && !header.substring(colon + 1).matches("[ \\t-\\r]*")) {
                lines.add(header);
            } else if (colon != header.length() - 1) {
                throw new AssertionError("curl would not send the header " + header);
            }
        }
        addDefault(lines, "User-Agent", "curl/8");
        addDefault(lines, "Accept", "*/*");
        if (data != null) {
            addDefault(lines, "Content-Type", "application/x-www-form-urlencoded");
        }
        return lines;
    }

    private void addDefault(List<String> lines, String name, String value) {
        if (headers.stream()
                .noneMatch(header -> header.regionMatches(true, 0, name, 0, name.length())
                        && header.length() > name.length()
                        && ":;".indexOf(header.charAt(name.length())) >= 0)) {
            lines.add(name + ": " + value);
        }
    }
}
