package dev.tokentrail.mock.junit;

import dev.tokentrail.mock.JournalView;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.MockService;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** The emulator of one test, or of the tests of one class; closed with it. */
@SuppressWarnings("deprecation") // Before JUnit 5.13 only a CloseableResource is closed, from then on the other.
final class TestEmulator implements CloseableResource, AutoCloseable {

    static final List<String> SERVICES = List.of("x3", "sonetel", "xbooker", "goto", "wso2");

    private final MockAuthServer server;
    private final Settings settings;
    private JournalView unchecked;

    TestEmulator(MockAuthServer server, Settings settings) {
        this.server = server;
        this.settings = settings;
        this.unchecked = server.journal();
    }

    MockAuthServer server() {
        return server;
    }

    MockService service(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "x3" -> server.x3();
            case "sonetel" -> server.sonetel();
            case "xbooker" -> server.xBooker();
            case "goto" -> server.goTo();
            case "wso2" -> server.wso2();
            default ->
                throw new ParameterResolutionException("There is no service \"" + name + "\": a MockService has"
                        + " @Emulated with one of " + String.join(", ", SERVICES)
                        + ", or a parameter of that name and the compiler option -parameters");
        };
    }

    /**
     * Fails if calls came that nobody expects, if that was asked for; every call is judged once.
     *
     * @throws AssertionError that lists them
     */
    void check() {
        if (!settings.failOnUnexpectedCalls()) {
            return;
        }
        JournalView calls;
        synchronized (this) {
            calls = unchecked;
            unchecked = calls.mark();
        }
        calls.verify().noUnexpectedCalls();
        if (!settings.services().isEmpty()) {
            List<String> others = SERVICES.stream()
                    .filter(name -> !settings.services().contains(name))
                    .toList();
            JournalView strays =
                    calls.where(call -> call.service().filter(others::contains).isPresent());
            if (!strays.requests().isEmpty()) {
                throw new AssertionError("Expected no call of another service than "
                        + String.join(", ", settings.services()) + ". " + strays);
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
