package dev.tokentrail.demo.web.token;

import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.demo.flow.TokenChange;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.trail.SessionTrail;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether the answer that brought a token had a refresh token in it: the token alone no longer tells. */
final class AnsweredRefreshToken {

    private static final JsonMapper JSON = new JsonMapper();

    /** As RFC 6749 and as X Booker name it. */
    private static final List<String> POINTERS = List.of("/refresh_token", "/data/refreshToken");

    private AnsweredRefreshToken() {}

    /**
     * Looks into the last answer of the step that changed the token.
     *
     * @param trail the calls
     * @param walk what the visitor did
     * @param change the change
     * @return empty if that answer is not known any more or is no JSON
     */
    static Optional<Boolean> last(SessionTrail trail, Walk walk, TokenChange change) {
        return walk.service().flows().stream()
                .flatMap(flow -> flow.steps().stream().flatMap(step -> walk.result(flow, step).stream()))
                .filter(result -> change.equals(result.change()))
                .flatMap(result -> result.calls().isEmpty()
                        ? Stream.empty()
                        : Stream.of(result.calls().get(result.calls().size() - 1)))
                .findFirst()
                .flatMap(trail::call)
                .flatMap(call -> call.exchange().response())
                .flatMap(AnsweredRefreshToken::in);
    }

    static Optional<Boolean> in(WireResponse response) {
        try {
            JsonNode answer = JSON.readTree(response.text());
            return answer.isObject()
                    ? Optional.of(POINTERS.stream()
                            .anyMatch(pointer -> answer.at(pointer).isString()))
                    : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
