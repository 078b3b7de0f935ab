package dev.tokentrail.conformance.nodes;

import dev.tokentrail.core.token.RefreshRotation;
import java.time.Duration;
import java.util.Map;

/**
 * What a node must know; handed to it in its environment.
 *
 * @param root the regional root of the emulated X3
 * @param jdbcUrl the shared database, user included
 * @param encryptionKeys what the tokens are encrypted with, as JSON
 * @param rotation what becomes of a refresh token that was used
 * @param lease how long a lease lasts
 */
record NodeSettings(String root, String jdbcUrl, String encryptionKeys, RefreshRotation rotation, Duration lease) {

    static NodeSettings from(Map<String, String> environment) {
        return new NodeSettings(
                environment.get("NODE_ROOT"),
                environment.get("NODE_JDBC_URL"),
                environment.get("NODE_KEYS"),
                RefreshRotation.valueOf(environment.get("NODE_ROTATION")),
                Duration.parse(environment.get("NODE_LEASE")));
    }

    Map<String, String> environment() {
        return Map.of(
                "NODE_ROOT", root,
                "NODE_JDBC_URL", jdbcUrl,
                "NODE_KEYS", encryptionKeys,
                "NODE_ROTATION", rotation.name(),
                "NODE_LEASE", lease.toString());
    }
}
