package dev.tokentrail.mock;

import java.util.List;
import java.util.stream.Collectors;

/** What a verification says when it fails. */
final class Words {

    /** What is counted. */
    record Noun(String one, String many) {
        String of(int count) {
            return count + " " + (count == 1 ? one : many);
        }
    }

    static final Noun TOKEN_REQUESTS = new Noun("token request", "token requests");
    static final Noun REFRESHES = new Noun("refresh", "refreshes");
    static final Noun SUCCESSFUL_REFRESHES = new Noun("successful refresh", "successful refreshes");

    static final Noun REUSED_REFRESH_TOKENS =
            new Noun("refresh with a used refresh token", "refreshes with a used refresh token");
    static final Noun ENDED_FAMILIES = new Noun("ended token family", "ended token families");

    private static final int MOST_LINES = 50;

    private Words() {}

    static String failure(String expectation, List<String> lines) {
        String shown =
                lines.stream().limit(MOST_LINES).map(line -> "\n  " + line).collect(Collectors.joining());
        return expectation + ":" + shown
                + (lines.size() > MOST_LINES ? "\n  and " + (lines.size() - MOST_LINES) + " more" : "");
    }

    static String count(int least, int most, Noun what, List<Exchange> found, List<Exchange> all) {
        String expectation = "Expected " + (least == most ? "exactly " : "at most ") + what.of(most) + ", but there "
                + (found.isEmpty() ? "was none" : found.size() == 1 ? "was 1" : "were " + found.size());
        if (found.isEmpty() && all.isEmpty()) {
            return expectation + ", and no other call";
        }
        return found.isEmpty()
                ? failure(
                        expectation + " among these calls",
                        all.stream().map(Exchange::line).toList())
                : failure(expectation, found.stream().map(Exchange::line).toList());
    }

    static String calls(List<Exchange> exchanges) {
        return exchanges.isEmpty()
                ? "No calls"
                : failure("Calls", exchanges.stream().map(Exchange::line).toList());
    }

    static String missing(int most) {
        return "The journal no longer has all requests that this verification has to know. It keeps the latest " + most
                + ", 32 MiB at most, until a reset or DELETE /_mock/requests."
                + " Set \"journal\" in the configuration to more, or take the mark later";
    }
}
