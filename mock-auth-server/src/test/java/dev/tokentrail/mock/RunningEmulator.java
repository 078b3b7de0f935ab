package dev.tokentrail.mock;

import java.net.URI;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An emulator that runs as long as the tests of one class and forgets everything before each of them. */
final class RunningEmulator implements BeforeEachCallback, AfterAllCallback {

    private final MockAuthServer mock;
    private final boolean frozen;

    private RunningEmulator(MockAuthServer mock, boolean frozen) {
        this.mock = mock;
        this.frozen = frozen;
    }

    static RunningEmulator start() {
        return new RunningEmulator(MockAuthServer.start(), false);
    }

    static RunningEmulator configured(String json) {
        return new RunningEmulator(MockAuthServer.create().configure(json).start(), false);
    }

    /** Lets the clock stand still in every test. */
    RunningEmulator frozen() {
        return new RunningEmulator(mock, true);
    }

    MockAuthServer mock() {
        return mock;
    }

    URI control(String path) {
        return URI.create(mock.url() + "/_mock/" + path);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        mock.reset();
        if (frozen) {
            mock.clock().freeze();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        mock.close();
    }
}
