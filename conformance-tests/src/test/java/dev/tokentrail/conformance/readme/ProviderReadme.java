package dev.tokentrail.conformance.readme;

import dev.tokentrail.mock.MockAuthServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The README of a provider, and the calls that it shows. */
enum ProviderReadme {
    SONETEL("Sonetel", Walks::sonetel),
    GOTO("GoTo", Walks::goTo),
    X3("Sage X3", Walks::x3),
    XBOOKER("X Booker", Walks::xBooker),
    WSO2("WSO2 API Manager", Walks::wso2);

    private final String service;
    private final Walk walk;

    ProviderReadme(String service, Walk walk) {
        this.service = service;
        this.walk = walk;
    }

    /** The service as people call it. */
    String service() {
        return service;
    }

    /** The module, which is its folder's name and its artifact. */
    String module() {
        return "provider-" + name().toLowerCase(Locale.ROOT);
    }

    Path file() {
        return Path.of("..", module(), "README.md");
    }

    String text() {
        try {
            return Files.readString(file()).replace("\r\n", "\n");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Makes the calls against the emulator. */
    Map<String, Transcript> walk(MockAuthServer emulator) throws Exception {
        return walk.calls(emulator);
    }

    private interface Walk {

        Map<String, Transcript> calls(MockAuthServer emulator) throws Exception;
    }
}
