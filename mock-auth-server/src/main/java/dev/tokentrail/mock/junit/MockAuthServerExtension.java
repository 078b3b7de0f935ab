package dev.tokentrail.mock.junit;

import dev.tokentrail.mock.JournalView;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.MockClock;
import dev.tokentrail.mock.MockService;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test an emulator of its own.
 *
 * <p>By {@link WithMockAuthServer}, or as a field, of which nothing is asked but to be there:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MockAuthServerExtension mock = MockAuthServerExtension.create().failOnUnexpectedCalls();
 * }</pre>
 *
 * <p><b>Parameters</b> of tests, {@code @BeforeEach} and {@code @AfterEach} methods, and (from JUnit 5.12 on) of
 * constructors:
 *
 * <ul>
 *   <li>{@link MockAuthServer}: the emulator;
 *   <li>{@link MockService} with {@link Emulated}, or whose name is that of a service: one of its services;
 *   <li>{@link MockClock}: its clock;
 *   <li>{@link JournalView}: the calls that came since the test began;
 *   <li>{@link URI} with {@link Emulated}: the address of a service or, without a name, of the emulator.
 * </ul>
 *
 * <p><b>Life.</b> Each test, each invocation of a parameterized or repeated test, and each test factory has a fresh
 * emulator: nothing has to be reset, and tests may run in parallel. All are namespaces of one server, which starts when
 * the first test asks for an emulator and stops after the last test of the run. The emulator of a test is closed after
 * its last {@code @AfterEach} method: a late call of it is answered 410, and is in the journal of no other test. With
 * {@code perClass} the tests of a class share one emulator, as do {@code @BeforeAll} methods and {@code @Nested} classes;
 * only then these methods can have one. With {@code only} the emulator is at the root of a server of its own.
 *
 * <p>If a test fails, the calls that came since it began are told with the failure, secrets masked.
 */
@SuppressWarnings("exports") // Whoever implements or calls these methods has JUnit anyway.
public final class MockAuthServerExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(MockAuthServerExtension.class);

    private static final Set<Class<?>> OWN_TYPES =
            Set.of(MockAuthServer.class, MockService.class, MockClock.class, JournalView.class);

    /** Null if the annotations say it. */
    private final @Nullable Settings settings;

    /** Reads what {@link WithMockAuthServer} says; for JUnit. */
    public MockAuthServerExtension() {
        this.settings = null;
    }

    private MockAuthServerExtension(Settings settings) {
        this.settings = settings;
    }

    /**
     * An extension for a field with {@code @RegisterExtension}.
     *
     * @return the extension: all services, the demo configuration, an emulator for each test
     */
    public static MockAuthServerExtension create() {
        return new MockAuthServerExtension(Settings.DEFAULT);
    }

    /**
     * Changes credentials, lifetimes and options.
     *
     * @param json a JSON object as in a configuration file, such as <code>{"wso2": {"version": "4.2"}}</code>
     * @return another extension
     */
    public MockAuthServerExtension configure(String json) {
        return new MockAuthServerExtension(own().configured(json));
    }

    /**
     * Runs one service alone, at the root of a server of its own, for clients that can change only the host.
     *
     * @param service {@code x3}, {@code sonetel}, {@code xbooker}, {@code goto} or {@code wso2}
     * @return another extension
     * @throws IllegalArgumentException if there is no such service
     */
    public MockAuthServerExtension only(String service) {
        return new MockAuthServerExtension(own().alone(service));
    }

    /**
     * Lets the tests of a class share one emulator; the field has to be static, unless the class has one instance for all
     * tests.
     *
     * @return another extension
     */
    public MockAuthServerExtension perClass() {
        return new MockAuthServerExtension(own().shared());
    }

    /**
     * Fails a test if its emulator received a call that nobody serves: a path or method that is not there, or malformed
     * HTTP; the failure lists such calls, secrets masked. An error that a service answers is not unexpected in itself.
     *
     * @param services the services that are expected to be called, such as {@code goto}; none for all
     * @return another extension
     * @throws IllegalArgumentException if there is no such service
     */
    public MockAuthServerExtension failOnUnexpectedCalls(String... services) {
        return new MockAuthServerExtension(own().expecting(List.of(services)));
    }

    private Settings own() {
        return settings == null ? Settings.DEFAULT : settings;
    }

    /** Lets constructors have the emulator of the test they are called for; from JUnit 5.12 on. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return OWN_TYPES.contains(parameter.getParameter().getType()) || parameter.isAnnotated(Emulated.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestScope scope = TestScope.of(context, this, settings)
                .orElseThrow(() -> new ParameterResolutionException(noTest(parameter)));
        TestEmulator emulator = scope.emulator();
        Class<?> type = parameter.getParameter().getType();
        Optional<String> service =
                parameter.findAnnotation(Emulated.class).map(Emulated::value).filter(name -> !name.isEmpty());
        if (type == MockAuthServer.class) {
            return emulator.server();
        } else if (type == MockClock.class) {
            return emulator.server().clock();
        } else if (type == JournalView.class) {
            return scope.calls();
        } else if (type == MockService.class) {
            return emulator.service(service.orElse(parameter.getParameter().getName()));
        } else if (type == URI.class) {
            return service.map(name -> emulator.service(name).uri())
                    .orElse(emulator.server().url());
        }
        throw new ParameterResolutionException(
                "A parameter with @Emulated is a MockService or a URI, not a " + type.getName());
    }

    private static String noTest(ParameterContext parameter) {
        return parameter.getDeclaringExecutable() instanceof Constructor
                ? "Each test has its own emulator, and this constructor is not called for one: JUnit before 5.12 does not"
                        + " tell which, and an instance for all tests has none. Take a parameter of the test or of a"
                        + " @BeforeEach method, or let the tests share one emulator (perClass)"
                : "Each test has its own emulator, so there is none before the first and after the last. Take a parameter"
                        + " of the test or of a @BeforeEach method, or let the tests share one emulator (perClass, with a"
                        + " static field if it is one)";
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        TestScope.declare(context, this);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        TestScope.of(context, this, settings).ifPresent(TestScope::begin);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TestScope.of(context, this, settings)
                .ifPresent(scope -> scope.end(context.getExecutionException().orElse(null)));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        TestScope.of(context, this, settings)
                .filter(TestScope::ownsEmulator)
                .ifPresent(scope -> scope.end(context.getExecutionException().orElse(null)));
    }
}
