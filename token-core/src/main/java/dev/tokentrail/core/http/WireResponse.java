package dev.tokentrail.core.http;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One HTTP response: status, header lines, body. */
public final class WireResponse {

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\";\\s]+)");

    private final int status;
    private final List<Header> headers;
    private final byte[] body;

    /**
     * Takes a copy of all parts.
     *
     * @param status the status code
     * @param headers the header lines
     * @param body the body's bytes; empty if there was none
     */
    public WireResponse(int status, List<Header> headers, byte[] body) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body.clone();
    }

    /**
     * Gives the status code.
     *
     * @return for example 200
     */
    public int status() {
        return status;
    }

    /**
     * Gives the header lines.
     *
     * @return an immutable list
     */
    public List<Header> headers() {
        return headers;
    }

    /**
     * Finds the first header line with a name.
     *
     * @param name the name, in any case
     * @return the value, or empty if there is no such line
     */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(line -> line.isNamed(name))
                .map(Header::value)
                .findFirst();
    }

    /**
     * Gives the media type without its parameters.
     *
     * @return for example {@code application/json}, in lower case; empty if none was stated
     */
    public String mediaType() {
        String contentType = header("Content-Type").orElse("");
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /**
     * Gives the body's bytes.
     *
     * @return a fresh copy
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * Gives the body as text, in the character set that {@code Content-Type} states, UTF-8 by default or if that set is
     * unknown. It may hold tokens in clear.
     *
     * @return the text; malformed bytes become U+FFFD
     */
    public String text() {
        return new String(body, charset());
    }

    private Charset charset() {
        Matcher stated = CHARSET.matcher(header("Content-Type").orElse(""));
        if (!stated.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(stated.group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    /**
     * Describes the response without its content.
     *
     * @return for example {@code 200 application/json, 512 bytes}
     */
    @Override
    public String toString() {
        return status + " " + (mediaType().isEmpty() ? "no content type" : mediaType()) + ", " + body.length + " bytes";
    }
}
