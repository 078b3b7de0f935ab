package dev.tokentrail.demo.flow.step;

import dev.tokentrail.core.token.Introspection;
import dev.tokentrail.core.token.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Answers of a service told in sentences, without any secret. */
public final class Told {

    private static final int LONGEST = 200;

    private Told() {}

    /**
     * Tells of a token: how long it lives, whether it can be renewed, what it allows.
     *
     * @param token the token
     * @param clock the visitor's time
     * @return sentences
     */
    public static String of(Token token, Clock clock) {
        String life = token.expiry()
                .at()
                .map(end -> "The access token is good for " + time(clock.instant(), end) + ".")
                .orElse("The service did not say how long the access token is good.");
        String refresh = token.refreshToken() == null
                ? " There is no refresh token: when it ends, get another the same way."
                : " There is a refresh token to renew it with.";
        return life + refresh + granted(token.scopes());
    }

    /**
     * Tells of an introspection.
     *
     * @param answer what the service said
     * @return a sentence
     */
    public static String of(Introspection answer) {
        if (!answer.active()) {
            return "The service says that this token is not active: it has ended, was revoked, or never existed.";
        }
        return "The service says that this token is active"
                + answer.username()
                        .map(user -> ", that it stands for " + cut(user))
                        .orElse("")
                + answer.expiresAt().map(end -> ", and that it ends at " + end).orElse("")
                + "."
                + granted(answer.scopes());
    }

    /**
     * Bounds a text of a service.
     *
     * @param text any text
     * @return the text, cut after 200 characters
     */
    public static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String granted(List<String> scopes) {
        return scopes.isEmpty() ? "" : " Granted: " + cut(String.join(" ", scopes)) + ".";
    }

    private static String time(Instant now, Instant end) {
        long seconds = Duration.between(now, end).plusMillis(500).toSeconds();
        return seconds < 120 || seconds % 60 != 0 ? seconds + " seconds" : seconds / 60 + " minutes";
    }
}
