package dev.tokentrail.demo;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.http.Exchange;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UnverifiedJwt;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine.Help.Ansi;

/** Prints a tour. Colour is used on a terminal only, and never carries meaning alone. */
final class TourReport {

    private final PrintStream out;
    private final Ansi ansi;
    private final Clock clock;
    private final boolean reveal;
    private int calls;

    TourReport(PrintStream out, Ansi ansi, Clock clock, boolean reveal) {
        this.out = out;
        this.ansi = ansi;
        this.clock = clock;
        this.reveal = reveal;
    }

    void title(String service) {
        out.println();
        out.println(styled("bold,underline", service));
    }

    void sentence(int number, String sentence) {
        out.println();
        out.println(styled("bold", number + ". " + sentence));
    }

    void exchange(Exchange exchange) {
        calls++;
        CurlCommand curl = CurlCommand.of(exchange.request());
        out.println(indented(reveal ? curl.revealSecrets() : curl.toString()));
        String time = exchange.duration().toMillis() + " ms";
        exchange.response()
                .ifPresentOrElse(
                        response -> out.println("   -> "
                                + styled(
                                        response.status() < 400 ? "green" : "yellow", String.valueOf(response.status()))
                                + " " + content(response) + ", " + time),
                        () -> out.println("   -> " + styled("red", "no answer") + ", " + time));
    }

    void token(Token token) {
        out.println(
                "   access token: " + shape(token.accessToken()) + ", " + token.type() + ", " + ending(token.expiry()));
        if (token.refreshToken() != null) {
            out.println("   refresh token: " + shape(token.refreshToken()) + ", " + ending(token.refreshExpiry()));
        }
        if (!token.scopes().isEmpty()) {
            out.println("   scopes: " + String.join(" ", token.scopes()));
        }
    }

    void refusal(TokenException refused) {
        out.println("   " + styled("yellow", "refused as expected") + ": " + refused.getMessage());
    }

    void note(String sentence) {
        out.println("   " + sentence);
    }

    void failure(String why) {
        out.println("   " + styled("red,bold", "FAILED") + ": " + why);
    }

    void summary(int services, int steps, int failures) {
        String result = counted(services, "service") + ", " + counted(steps, "step") + ", " + counted(calls, "call")
                + ", " + (failures == 0 ? "no failure" : failures + " failed");
        out.println();
        out.println(styled(failures == 0 ? "green,bold" : "red,bold", result));
    }

    private static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String shape(Secret token) {
        String value = token.reveal();
        String kind = UnverifiedJwt.read(value)
                .map(jwt -> "JWT (" + jwt.header().getOrDefault("alg", "no algorithm") + ")")
                .orElse("opaque");
        return kind + ", " + value.length() + " characters";
    }

    private String ending(Expiry expiry) {
        return expiry.at()
                .map(end -> "ends in " + rounded(Duration.between(clock.instant(), end)) + " s ("
                        + switch (expiry.source()) {
                            case SERVER -> "the service said so";
                            case JWT -> "it stands in the JWT";
                            case PROVIDER_DEFAULT -> "documented, not stated";
                            case UNKNOWN -> "unknown";
                        }
                        + ")")
                .orElse("end unknown");
    }

    private static String content(WireResponse response) {
        return response.body().length == 0
                ? "without content"
                : response.mediaType() + ", " + response.body().length + " bytes";
    }

    private static long rounded(Duration life) {
        return life.plusMillis(500).toSeconds();
    }

    private static String indented(String text) {
        return text.lines()
                .map(line -> "   " + line)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    /** Only for texts of our own: markup in a text from outside would be interpreted. */
    private String styled(String style, String text) {
        return ansi.enabled() ? ansi.string("@|" + style + " " + text.replace("|@", "| @") + "|@") : text;
    }
}
