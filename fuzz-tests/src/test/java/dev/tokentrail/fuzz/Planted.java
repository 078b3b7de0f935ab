package dev.tokentrail.fuzz;

import dev.tokentrail.core.secret.Secret;

/** Secrets that an input can repeat, and that nothing may show. */
final class Planted {

    static final Secret CLIENT_SECRET = Secret.of("client-canary-4711");
    static final Secret REFRESH_TOKEN = Secret.of("refresh-canary-4712");
    static final Secret PASSWORD = Secret.of("password-canary-4713");

    private Planted() {}
}
