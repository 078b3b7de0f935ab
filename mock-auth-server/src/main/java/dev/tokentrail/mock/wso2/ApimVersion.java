package dev.tokentrail.mock.wso2;

import java.util.Arrays;
import java.util.Optional;

/** Versions of API Manager, each with the OAuth library whose texts and statuses it answers with. */
enum ApimVersion {
    V1_10("1.10", 5, 0),
    V2_0("2.0", 5, 1),
    V2_1("2.1", 5, 3),
    V2_6("2.6", 6, 0),
    V3_0("3.0", 6, 2),
    V3_2("3.2", 6, 4),
    V4_0("4.0", 6, 4),
    V4_2("4.2", 6, 9),
    V4_5("4.5", 6, 13),
    V4_7("4.7", 6, 14);

    final String label;
    private final int library;

    ApimVersion(String label, int libraryMajor, int libraryMinor) {
        this.label = label;
        this.library = libraryMajor * 100 + libraryMinor;
    }

    /** Finds {@code 3.2}, or the newest of {@code 3.x}. */
    static Optional<ApimVersion> of(String label) {
        return Arrays.stream(values())
                .filter(version -> version.label.equals(label) || label.equals(version.label.charAt(0) + ".x"))
                .reduce((older, newer) -> newer);
    }

    /** Whether the OAuth library is at least this one. */
    boolean library(int major, int minor) {
        return library >= major * 100 + minor;
    }

    boolean atLeast(ApimVersion other) {
        return compareTo(other) >= 0;
    }

    /** Whether the gateway itself still offers {@code /token} and its siblings; gone from 4.0.0. */
    boolean gatewayPaths() {
        return !atLeast(V4_0);
    }

    /** Whether access tokens are JWTs unless the application says otherwise. */
    boolean jwtByDefault() {
        return atLeast(V4_0);
    }

    boolean introspection() {
        return library(5, 3);
    }
}
