package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One answer to every kind of request of the five providers. It becomes a token that the answer really holds, or one of
 * the documented exceptions, which show no secret of the request.
 */
public final class TokenAnswersFuzz {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant LATEST = Replies.NOW.plus(Duration.ofDays(36_525));
    private static final Token KEPT =
            Token.of(Secret.of("access-token-of-before")).withRefreshToken(Planted.REFRESH_TOKEN, Expiry.unknown());

    private TokenAnswersFuzz() {}

    /**
     * The input is the status with the number of the kind of request, header lines and the body. Without a number all
     * kinds are made.
     */
    public static void fuzzerTestOneInput(byte[] input) {
        Replies replies = Replies.of(input);
        Providers providers = Providers.of(replies);
        List<Runnable> requests =
                requests(providers, replies, json(replies.response().text()));
        String[] start = Input.of(input).start().split(" ", 2);
        if (start.length == 2 && start[1].matches("[0-9]{1,2}")) {
            requests.get(Integer.parseInt(start[1]) % requests.size()).run();
        } else {
            requests.forEach(Runnable::run);
        }
    }

    private static List<Runnable> requests(Providers providers, Replies replies, @Nullable JsonNode answer) {
        return List.of(
                () -> reads(replies, () -> providers.x3().refresh(KEPT), answer, "/access_token"),
                () -> reads(replies, () -> providers.sonetel().token(), answer, "/access_token"),
                () -> reads(replies, () -> providers.sonetel().refresh(KEPT), answer, "/access_token"),
                () -> reads(
                        replies,
                        () -> providers.xBooker().accessToken(Planted.REFRESH_TOKEN),
                        answer,
                        "/data/accessToken"),
                () -> reads(replies, () -> providers.goTo().refresh(KEPT), answer, "/access_token"),
                () -> reads(replies, () -> providers.wso2().clientCredentials(), answer, "/access_token"),
                () -> reads(replies, () -> providers.wso2().refresh(KEPT, List.of("a", "b")), answer, "/access_token"),
                () -> outcome(replies, () -> providers.xBooker().refreshToken()),
                () -> outcome(replies, () -> providers.xBooker().organization(KEPT)),
                () -> outcome(replies, () -> providers.sonetel().account(KEPT)),
                () -> outcome(replies, () -> providers.goTo().jwks()),
                () -> outcome(replies, () -> providers.goTo().introspect(KEPT.accessToken())),
                () -> outcome(
                        replies, () -> providers.goTo().sendMessage(KEPT, "+15550100", List.of("+15550101"), "hello")),
                () -> outcome(replies, () -> providers.wso2().introspect(KEPT.accessToken())),
                () -> outcome(replies, () -> providers.wso2().userinfo(KEPT)),
                () -> outcome(replies, () -> providers.wso2().deviceFlow().start(List.of())),
                () -> outcome(
                        replies, () -> providers.wso2().callApi(providers.wso2().apiRequest(KEPT, "GET", "/a"))));
    }

    private static void reads(Replies replies, Supplier<Token> request, @Nullable JsonNode answer, String place) {
        Token token = outcome(replies, request);
        if (token == null) {
            return;
        }
        assertThat(answer).isNotNull();
        String sent = token.accessToken().reveal();
        assertThat(answer.at(place).asString()).isEqualTo(sent);
        assertThat(token.revealAuthorization()).matches("[!-~]+ [!-~]+");
        for (Expiry expiry : List.of(token.expiry(), token.refreshExpiry())) {
            assertThat(expiry.at().orElse(Replies.NOW)).isBeforeOrEqualTo(LATEST);
        }
        if (sent.length() > 30) {
            assertThat(token.toString()).doesNotContain(sent);
        }
    }

    private static <T> @Nullable T outcome(Replies replies, Supplier<T> request) {
        try {
            return request.get();
        } catch (TokenException documented) {
            replies.notShownBy(documented);
            return null;
        }
    }

    /** What another mapper, without the product's settings, makes of the text. */
    private static @Nullable JsonNode json(String text) {
        try {
            return JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (JacksonException malformed) {
            return null;
        }
    }
}
