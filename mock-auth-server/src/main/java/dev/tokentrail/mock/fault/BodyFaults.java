package dev.tokentrail.mock.fault;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.fault.Effect.Outcome;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.token.TokenIssuer;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Faults that change what the service, having processed the request, says about its tokens. */
final class BodyFaults {

    private BodyFaults() {}

    static Effect wrongContentType(Section parameters) {
        String type = parameters.text("contentType", "text/html");
        return call -> Outcome.of(call.processed().without("Content-Type").with("Content-Type", type));
    }

    /** The first half of the body, and a length that says so. */
    static Effect truncatedJson(Section parameters) {
        return call -> {
            Answer answer = call.processed();
            byte[] body = answer.body();
            return new Outcome(answer.withBody(Arrays.copyOf(body, body.length / 2)), body.length > 1);
        };
    }

    /** The same members and one more, so long that the body has the length asked for. */
    static Effect hugeBody(Section parameters) {
        int bytes = (int) parameters.number("bytes", 1_048_576, 1, 16_777_216);
        return edited(token -> {
            token.members().put("padding", "");
            int missing = Math.max(0, bytes - token.rewritten().bodySize());
            token.members().put("padding", "x".repeat(missing));
            return true;
        });
    }

    static Effect withoutExpiry(Section parameters) {
        return edited(token -> token.members().remove("expires_in") != null);
    }

    /** Another value of {@code expires_in}, made from the true one. */
    static Effect expiry(BiFunction<FaultedCall, Long, Object> value) {
        return call -> edited(token -> {
                    long seconds = token.members().get("expires_in") instanceof Number stated
                            ? stated.longValue()
                            : lifetime(call).toSeconds();
                    token.members().put("expires_in", value.apply(call, seconds));
                    return true;
                })
                .on(call);
    }

    private static Duration lifetime(FaultedCall call) {
        return ((TokenIssuer) call.service()).accessTokenLifetime(call.request());
    }

    static Effect withoutTokenType(Section parameters) {
        return edited(token -> token.members().remove("token_type") != null);
    }

    static Effect withoutRefreshToken(Section parameters) {
        return edited(token -> {
            token.members().remove("refresh_token_expires_in");
            return token.refreshTokenName()
                    .map(name -> token.members().remove(name) != null)
                    .orElse(false);
        });
    }

    /** The service issues the token as if it were one lifetime ago. */
    static Effect expiredOnArrival(Section parameters) {
        return call -> {
            Answer answer = call.ago().apply(lifetime(call).plusSeconds(1)).apply(call.processing());
            return new Outcome(
                    answer,
                    TokenAnswer.of(answer).flatMap(TokenAnswer::accessToken).isPresent());
        };
    }

    /** An effect on the members of a token answer, if the answer is one. */
    static Effect edited(Predicate<TokenAnswer> edit) {
        return call -> {
            Answer answer = call.processed();
            return TokenAnswer.of(answer)
                    .filter(edit)
                    .map(TokenAnswer::rewritten)
                    .map(Outcome::of)
                    .orElseGet(() -> new Outcome(answer, false));
        };
    }
}
