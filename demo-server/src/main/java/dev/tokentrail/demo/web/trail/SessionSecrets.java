package dev.tokentrail.demo.web.trail;

import dev.tokentrail.core.http.Exchange;
import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Redactor;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.secret.SensitiveNames;
import dev.tokentrail.demo.trail.TrailEntry;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The secrets of one session and what hides them. Known are the values that requests declare and the members of answers
 * that are named like a secret, so that a token stays hidden wherever it turns up later.
 */
final class SessionSecrets {

    /** Bodies are searched up to here: 256 KiB. What lies behind is never shown. */
    static final int SEARCHED = 256 * 1024;

    /** Longer than any secret of which a cut could leave the beginning. */
    private static final int LONGEST_SECRET = 16 * 1024;

    /** Words of the protocols and names of users that demo passwords happen to be: to find one says nothing. */
    private static final Set<String> WORDS = Set.of(
            "password",
            "admin",
            "guest",
            "secret",
            "code",
            "token",
            "bearer",
            "Bearer",
            "access_token",
            "refresh_token",
            "id_token",
            "authorization_code",
            "client_credentials");

    private static final Pattern MEMBER =
            Pattern.compile("\"([\\w-]{1,64})\"\\s{0,9}:\\s{0,9}\"((?:[^\"\\\\]|\\\\.){1,16384}+)\"");
    private static final Pattern PARAMETER = Pattern.compile("[?&#]([\\w-]{1,64})=([^&#\\s]{1,16384})");
    private static final Pattern SCHEME = Pattern.compile("(?i)(Basic|Bearer|DPoP|Digest) .*", Pattern.DOTALL);

    private final Set<Secret> telling;
    private final Redactor redactor;

    private SessionSecrets(Set<Secret> values) {
        this.telling = values.stream()
                .filter(value -> !WORDS.contains(value.reveal()))
                .collect(Collectors.toUnmodifiableSet());
        this.redactor = Redactor.of(telling);
    }

    /** Collects the secrets of some calls. */
    static SessionSecrets of(Collection<TrailEntry.Call> calls) {
        Set<Secret> values = new LinkedHashSet<>();
        for (TrailEntry.Call call : calls) {
            values.addAll(call.exchange().request().secrets());
            call.exchange().response().ifPresent(response -> values.addAll(inResponse(response)));
        }
        return new SessionSecrets(values);
    }

    /** Finds the values in an answer that are named like secrets. */
    static List<Secret> inResponse(WireResponse response) {
        Set<Secret> found = new LinkedHashSet<>();
        collect(MEMBER.matcher(searched(response.text())), found);
        response.header("Location").ifPresent(location -> collect(PARAMETER.matcher(location), found));
        return List.copyOf(found);
    }

    private static void collect(Matcher matcher, Set<Secret> found) {
        while (matcher.find()) {
            if (SensitiveNames.isSecretParameter(matcher.group(1))
                    && matcher.group(2).length() > Redactor.SHORTEST_VALUE) {
                found.add(Secret.of(matcher.group(2)));
            }
        }
    }

    /** What is known, without the words of the protocols that some passwords are. */
    Set<Secret> telling() {
        return telling;
    }

    /** The text without secrets. */
    String masked(String text) {
        if (text.length() <= SEARCHED) {
            return redactor.redact(text);
        }
        String redacted = redactor.redact(searched(text));
        return redacted.substring(0, Math.max(0, redacted.length() - LONGEST_SECRET)) + "\n… the rest of "
                + text.length() + " characters was not looked through for secrets and is left out.";
    }

    /** A header's value without secrets; the scheme of credentials stays. */
    String masked(Header header) {
        if (!SensitiveNames.isSecretHeader(header.name())) {
            return redactor.redact(header.value());
        }
        Matcher scheme = SCHEME.matcher(header.value());
        return scheme.matches() ? scheme.group(1) + " " + Secret.MASK : Secret.MASK;
    }

    /** Whether a text holds one of the values that are more than a word of the protocols. */
    boolean standIn(String text) {
        return redactor.finds(text);
    }

    /** A failure in words, without secrets. */
    String masked(Exchange exchange) {
        return exchange.failure()
                .map(failure -> masked(String.valueOf(failure.getMessage())))
                .orElse("");
    }

    private static String searched(String text) {
        return text.length() <= SEARCHED ? text : text.substring(0, SEARCHED);
    }
}
