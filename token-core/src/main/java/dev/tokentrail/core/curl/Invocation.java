package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.RequestAnatomy.Content;
import dev.tokentrail.core.curl.RequestAnatomy.Line;
import dev.tokentrail.core.curl.RequestAnatomy.Pair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The options that make curl send a request to the byte, whatever language they are then written in. */
final class Invocation {

    /** From here on curl asks for leave to send a body ({@code Expect: 100-continue}). */
    private static final int EXPECT_THRESHOLD = 1024 * 1024;

    /** The longest argument that every system takes, with room to spare: Linux allows 131,071 bytes. */
    static final int LONGEST_ARGUMENT = 90_000;

    private static final Pattern DOT_SEGMENT = Pattern.compile("(?i).*/(\\.|%2e){1,2}(/.*)?");
    private static final Pattern LOWER_CASE_ESCAPE = Pattern.compile(".*%([a-f][0-9A-Fa-f]|[0-9A-Fa-f][a-f]).*");
    private static final Pattern NOT_ASCII = Pattern.compile(".*[^\\x00-\\x7F].*", Pattern.DOTALL);
    private static final Pattern GLOB = Pattern.compile("[\\[\\]{}]");

    private final RequestAnatomy request;
    private final Filling filling;
    private final boolean credentialsAsOptions;

    Invocation(RequestAnatomy request, Filling filling, boolean credentialsAsOptions) {
        this.request = request;
        this.filling = filling;
        this.credentialsAsOptions = credentialsAsOptions;
    }

    RequestAnatomy request() {
        return request;
    }

    /** The address and everything that shapes the request line. */
    List<Option> requestLine() {
        List<Option> options = new ArrayList<>();
        Word url = filling.wire(request.url());
        options.add(new Option("url", url));
        String method = request.method().wire();
        if (method.equals("HEAD") && request.body() == null) {
            options.add(new Option("head"));
        } else if (!method.equals(request.body() == null ? "GET" : "POST")) {
            options.add(new Option("request", filling.wire(request.method())));
        }
        String target = shape(request.target());
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        boolean pathVaries = url.hasVariables() && pathHasSlots();
        if (target.equals("*")
                || LOWER_CASE_ESCAPE.matcher(path).matches()
                || NOT_ASCII.matcher(target).matches()) {
            options.add(new Option("request-target", filling.wire(request.target())));
        }
        if (pathVaries || DOT_SEGMENT.matcher(path).matches()) {
            options.add(new Option("path-as-is"));
        }
        if (url.hasVariables() || GLOB.matcher(shape(request.url())).find()) {
            options.add(new Option("globoff"));
        }
        return options;
    }

    /** The header lines in order; credentials as options of their own where curl then writes the same line. */
    List<Option> headers() {
        List<Option> options = new ArrayList<>();
        for (Line line : request.headers()) {
            Option credentials = options.isEmpty() ? credentials(line) : null;
            options.add(credentials == null ? new Option("header", header(line)) : credentials);
        }
        return options;
    }

    /** What keeps curl from adding lines of its own. */
    List<Option> removals() {
        List<Option> options = new ArrayList<>();
        Content body = request.body();
        remove("Accept", options);
        remove("User-Agent", options);
        if (body != null) {
            remove("Content-Type", options);
            if (bodyBytes().length >= EXPECT_THRESHOLD || has("Transfer-Encoding")) {
                remove("Expect", options);
            }
        }
        return options;
    }

    /**
     * The body as arguments.
     *
     * @param carries whether a text can be an argument in the language
     * @return the options, none if there is no body; null if a part of it cannot be an argument
     */
    @Nullable
    List<Option> bodyArguments(Predicate<Word> carries) {
        Content body = request.body();
        if (body == null) {
            return List.of();
        }
        if (body.pairs().isEmpty()) {
            Word whole = wholeBody(body);
            return fits(whole, carries) ? List.of(new Option("data-raw", whole)) : null;
        }
        List<Option> options = new ArrayList<>();
        int length = 0;
        for (Pair pair : body.pairs()) {
            boolean usable = pair.exact() || !filling.runs();
            Word readable = pair.readable() == null || !usable ? null : filling.plain(pair.readable());
            boolean isReadable = readable != null && fits(readable, carries);
            Word word = isReadable && readable != null ? readable : filling.wire(pair.encoded());
            length += word.bytes().length;
            if (length > LONGEST_ARGUMENT || !fits(word, carries)) {
                return null;
            }
            options.add(new Option(isReadable ? "data-urlencode" : "data-raw", word));
        }
        return options;
    }

    /** The body as it is sent, in one piece. */
    Word wholeBody(Content body) {
        return filling.wire(body.whole(), body.charset());
    }

    /** The body as it is sent, secrets in clear; empty if there is none. */
    byte[] bodyBytes() {
        Content body = request.body();
        return body == null ? new byte[0] : body.whole().wire().getBytes(body.charset());
    }

    /** Whether the body is UTF-8 without NUL, which an argument can be. */
    boolean bodyIsText() {
        Content body = request.body();
        return body == null
                || (body.charset().equals(StandardCharsets.UTF_8)
                        && body.whole().wire().indexOf(0) < 0);
    }

    private Word header(Line line) {
        Template value = line.value();
        return filling.wire(
                value.segments().isEmpty()
                        ? line.label().plus(";")
                        : line.label().plus(": ").plus(value));
    }

    private @Nullable Option credentials(Line line) {
        if (!credentialsAsOptions
                || request.headers().stream().filter(this::isAuthorization).count() != 1) {
            return null;
        }
        if (line.user() != null) {
            return new Option("user", filling.wire(line.user()));
        }
        return line.bearer() == null ? null : new Option("oauth2-bearer", filling.wire(line.bearer()));
    }

    private boolean isAuthorization(Line line) {
        return line.name().equalsIgnoreCase("Authorization");
    }

    /** What decides on options: the text as it is sent; a masked command must not tell what a secret looks like. */
    private String shape(Template template) {
        return filling.runs() ? template.wire() : filling.wire(template).text();
    }

    private boolean pathHasSlots() {
        return request.target().segments().stream()
                .takeWhile(segment -> !(segment instanceof Segment.Literal literal
                        && literal.text().contains("?")))
                .anyMatch(Segment.Slot.class::isInstance);
    }

    private boolean fits(Word word, Predicate<Word> carries) {
        return word.charset().equals(StandardCharsets.UTF_8)
                && word.bytes().length <= LONGEST_ARGUMENT
                && carries.test(word);
    }

    private boolean has(String header) {
        return request.headers().stream().anyMatch(line -> line.name().equalsIgnoreCase(header));
    }

    private void remove(String header, List<Option> options) {
        if (!has(header)) {
            options.add(new Option("header", Word.of(header + ":")));
        }
    }
}
