package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Header;
import dev.tokentrail.mock.http.Json;
import dev.tokentrail.mock.http.MalformedRequest;
import dev.tokentrail.mock.http.Parameters;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an answer hands out.
 *
 * @param accessToken access token of a token response, X Booker's envelope opened
 * @param refreshToken refresh token beside it, or alone
 * @param idToken OpenID Connect
 * @param code authorization code in a redirect
 */
record Issued(
        Optional<String> accessToken, Optional<String> refreshToken, Optional<String> idToken, Optional<String> code) {

    static final Issued NOTHING = new Issued(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static Issued read(Answer answer) {
        Optional<String> location = answer.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Location"))
                .map(Header::value)
                .findFirst();
        if (location.isPresent()) {
            return new Issued(Optional.empty(), Optional.empty(), Optional.empty(), code(location.get()));
        }
        try {
            Map<String, Object> members = answer.bodySize() == 0 ? Map.of() : Json.object(answer.body());
            Map<?, ?> data = members.get("data") instanceof Map<?, ?> inner ? inner : Map.of();
            return new Issued(
                    text(members, "access_token").or(() -> text(data, "accessToken")),
                    text(members, "refresh_token").or(() -> text(data, "refreshToken")),
                    text(members, "id_token"),
                    Optional.empty());
        } catch (MalformedRequest e) {
            return NOTHING;
        }
    }

    private static Optional<String> code(String location) {
        try {
            Parameters parameters = Parameters.parse(location.substring(location.indexOf('?') + 1));
            return parameters.value("code").or(() -> parameters.value("authorizationCode"));
        } catch (MalformedRequest e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    Stream<String> tokens() {
        return Stream.of(accessToken, refreshToken, idToken).flatMap(Optional::stream);
    }

    /** No token at all; a code is none. */
    boolean isNothing() {
        return accessToken.isEmpty() && refreshToken.isEmpty();
    }
}
