package dev.tokentrail.mock.fault;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Json;
import dev.tokentrail.mock.http.MalformedRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A successful answer with tokens in it, in the shape of whichever service gave it. */
final class TokenAnswer {

    private static final List<String> ACCESS = List.of("access_token", "accessToken");
    private static final List<String> REFRESH = List.of("refresh_token", "refreshToken");

    private final Answer answer;
    private final Map<String, Object> whole;

    /** Where the tokens are: the object itself, or the one in its member {@code data}. */
    private final Map<String, Object> members;

    private TokenAnswer(Answer answer, Map<String, Object> whole, Map<String, Object> members) {
        this.answer = answer;
        this.whole = whole;
        this.members = members;
    }

    static Optional<TokenAnswer> of(Answer answer) {
        if (answer.status() / 100 != 2) {
            return Optional.empty();
        }
        try {
            Map<String, Object> whole = new LinkedHashMap<>(Json.object(answer.body()));
            Map<String, Object> members = whole;
            if (whole.get("data") instanceof Map<?, ?> data) {
                members = new LinkedHashMap<>();
                for (Map.Entry<?, ?> member : data.entrySet()) {
                    members.put(String.valueOf(member.getKey()), member.getValue());
                }
                whole.put("data", members);
            }
            boolean tokens = name(members, ACCESS) != null || name(members, REFRESH) != null;
            return tokens ? Optional.of(new TokenAnswer(answer, whole, members)) : Optional.empty();
        } catch (MalformedRequest e) {
            return Optional.empty();
        }
    }

    private static @Nullable String name(Map<String, Object> members, List<String> names) {
        return names.stream().filter(members::containsKey).findFirst().orElse(null);
    }

    Map<String, Object> members() {
        return members;
    }

    Optional<String> accessToken() {
        return Optional.ofNullable(name(members, ACCESS)).map(members::get).map(String::valueOf);
    }

    /** The name of the member that holds the refresh token. */
    Optional<String> refreshTokenName() {
        return Optional.ofNullable(name(members, REFRESH));
    }

    /** The names of the members that may hold a JWT which proves something, the access token first. */
    List<String> proofs() {
        return List.of("access_token", "id_token");
    }

    /** The answer with its members as they are now. */
    Answer rewritten() {
        return answer.withBody(Json.bytes(whole));
    }
}
