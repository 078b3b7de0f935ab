package dev.tokentrail.demo.web.trail;

import java.util.Set;

/** The emulator's credentials, which its documentation publishes and which open nothing but an emulator. */
final class DemoCredentials {

    /** Secrets, passwords and tokens that anybody can read up. */
    static final Set<String> PUBLIC = Set.of(
            "x3-secret",
            "x3-guide-secret",
            "x3-other-secret",
            "x3-disabled-secret",
            "password",
            "xbooker-secret",
            "goto-secret",
            "goto-legacy-secret",
            "goto-pat",
            "sonetel-api",
            "sonetel-web",
            "ksdSdoefDDP7wpaElfqvmjDue",
            "otherConsumerSecret",
            "admin",
            "guest",
            "ntlm-demo-token",
            "kerberos-demo-token");

    private DemoCredentials() {}
}
