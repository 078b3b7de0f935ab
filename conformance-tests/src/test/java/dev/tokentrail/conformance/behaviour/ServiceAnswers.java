package dev.tokentrail.conformance.behaviour;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service's ordinary answers look like.
 *
 * @param documentedStatus the status of its success
 * @param successBody the members of its success
 * @param tokenEnvelope the member that the token stands in, or empty if it stands at the top
 * @param tokenMember the name of the access token
 * @param errorBody the members of one of its own errors
 */
record ServiceAnswers(
        int documentedStatus,
        Map<String, Object> successBody,
        String tokenEnvelope,
        String tokenMember,
        Map<String, Object> errorBody) {

    /** The client secret, password or refresh token that every call of the table sends. */
    static final String SECRET = "canary-93b1f0c27a";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    String success() {
        return JSON.writeValueAsString(successBody);
    }

    String error() {
        return JSON.writeValueAsString(errorBody);
    }

    Map<String, Object> with(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(successBody);
        changed.put(name, value);
        return changed;
    }

    Map<String, Object> without(String name) {
        Map<String, Object> changed = new LinkedHashMap<>(successBody);
        changed.remove(name);
        return changed;
    }

    Map<String, Object> without(String name, String instead, Object value) {
        Map<String, Object> changed = without(name);
        changed.put(instead, value);
        return changed;
    }

    Map<String, Object> withToken(Object token) {
        return tokenEnvelope.isEmpty() ? with(tokenMember, token) : with(tokenEnvelope, Map.of(tokenMember, token));
    }
}
