package dev.tokentrail.mock.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a configuration adds to what a service issues: clients are known to need members and claims that are not standard.
 *
 * <p>It adds and never replaces: what the service says itself stays as documented.
 *
 * @param tokenMembers members of every answer that has a token in it
 * @param claims claims of every JWT
 */
public record Additions(Map<String, Object> tokenMembers, Map<String, Object> claims) {

    /**
     * Reads both keys.
     *
     * @throws IllegalArgumentException if one of them names what the service sets itself
     */
    public static Additions read(Section section, Set<String> setByService, Set<String> claimsSetByService) {
        return new Additions(free(section, "tokenMembers", setByService), free(section, "claims", claimsSetByService));
    }

    /** Reads the one key for a service whose tokens say nothing themselves. */
    public static Additions toAnswers(Section section, Set<String> setByService) {
        return new Additions(free(section, "tokenMembers", setByService), Map.of());
    }

    public Map<String, Object> inAnswer(Map<String, Object> members) {
        return joined(members, tokenMembers);
    }

    public Map<String, Object> inToken(Map<String, Object> own) {
        return joined(own, claims);
    }

    private static Map<String, Object> free(Section section, String key, Set<String> own) {
        Map<String, Object> members = section.members(key);
        for (String name : members.keySet()) {
            if (own.contains(name)) {
                throw section.refused(key, name, "the service sets it itself");
            }
        }
        return members;
    }

    private static Map<String, Object> joined(Map<String, Object> own, Map<String, Object> added) {
        if (added.isEmpty()) {
            return own;
        }
        Map<String, Object> all = new LinkedHashMap<>(own);
        all.putAll(added);
        return all;
    }
}
