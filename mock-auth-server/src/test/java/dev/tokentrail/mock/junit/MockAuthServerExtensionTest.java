package dev.tokentrail.mock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.mock.JournalView;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.MockClock;
import dev.tokentrail.mock.MockService;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The extension as JUnit runs it: each test here runs test classes and looks at what they saw. */
class MockAuthServerExtensionTest {

    /** Which emulators each test saw, by what it calls itself. */
    private static final Map<String, List<URI>> SEEN = new ConcurrentHashMap<>();

    private static void saw(String test, MockAuthServer mock) {
        assertThat(Http.get(mock.url()).statusCode()).isEqualTo(200);
        SEEN.computeIfAbsent(test, unused -> new CopyOnWriteArrayList<>()).add(mock.url());
    }

    private static Set<URI> distinct(String test) {
        return Set.copyOf(SEEN.get(test));
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    private static boolean constructorsBelongToTests() {
        return Stream.of(org.junit.jupiter.api.extension.ParameterResolver.class.getInterfaces())
                .anyMatch(type -> type.getSimpleName().equals("TestInstantiationAwareExtension"));
    }

    @WithMockAuthServer
    static class EveryKindOfTest {

        private URI before;

        @BeforeEach
        void before(MockAuthServer mock) {
            before = mock.url();
        }

        @AfterEach
        void after(MockAuthServer mock, TestInfo info) {
            saw(info.getDisplayName(), mock);
            assertThat(mock.url()).isEqualTo(before);
        }

        @Test
        void plain(MockAuthServer mock, TestInfo info) {
            saw(info.getDisplayName(), mock);
        }

        @Test
        void needs_none() {}

        @RepeatedTest(value = 3, name = "repeated {currentRepetition}")
        void repeated(MockAuthServer mock, TestInfo info) {
            saw(info.getDisplayName(), mock);
        }

        @ParameterizedTest(name = "with {0}")
        @ValueSource(strings = {"a", "b"})
        void parameterized(String argument, MockAuthServer mock) {
            saw("with " + argument, mock);
        }

        @TestFactory
        Stream<DynamicTest> factory(MockAuthServer mock) {
            return Stream.of("one", "two")
                    .map(name -> DynamicTest.dynamicTest(name, () -> saw("dynamic " + name, mock)));
        }

        @Nested
        class Inner {
            @Test
            void nested(MockAuthServer mock, TestInfo info) {
                assertThat(mock.url()).isEqualTo(before);
                saw(info.getDisplayName(), mock);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void every_test_and_every_invocation_has_an_emulator_of_its_own(boolean parallel) {
        (parallel ? JUnitRun.inParallel(EveryKindOfTest.class) : JUnitRun.inOrder(EveryKindOfTest.class))
                .assertPassed(10);
        assertThat(SEEN.values())
                .allSatisfy(urls -> assertThat(Set.copyOf(urls)).hasSize(1));
        assertThat(distinct("dynamic one")).isEqualTo(distinct("dynamic two"));
        // plain, needs_none (in its @AfterEach), three repetitions, two arguments, the factory, nested
        assertThat(SEEN.values().stream().flatMap(List::stream).distinct()).hasSize(9);
        assertThat(SEEN.values().stream()
                        .flatMap(List::stream)
                        .map(URI::getPort)
                        .distinct())
                .hasSize(1);
        URI over = SEEN.get("nested(MockAuthServer, TestInfo)").get(0);
        assertThat(over.getPath()).matches("/_ns/nested-[0-9]+");
        assertThatThrownBy(() -> Http.get(over)).hasMessage("No answer");
    }

    @WithMockAuthServer
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class LateCalls {

        private static URI first;

        @Test
        void a_test_leaves_before_its_client(MockAuthServer mock) {
            first = mock.url();
        }

        @Test
        void b_the_next_test_hears_nothing_of_it(MockAuthServer mock) {
            assertThat(Http.get(URI.create(first + "/goto/oauth/jwks.json")).statusCode())
                    .isEqualTo(410);
            assertThat(mock.requests()).isEmpty();
        }
    }

    @Test
    void a_late_call_is_told_that_its_test_is_over() {
        JUnitRun.inOrder(LateCalls.class).assertPassed(2);
    }

    @WithMockAuthServer
    static class Parameters {

        @Test
        void all(
                MockAuthServer mock,
                MockClock clock,
                MockService x3,
                MockService sonetel,
                MockService XBOOKER,
                MockService goTo,
                @Emulated("wso2") MockService other,
                @Emulated URI address,
                @Emulated("goto") URI base,
                JournalView calls) {
            clock.set(Instant.parse("2030-01-01T00:00:00Z"));
            assertThat(mock.clock().instant()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
            assertThat(Stream.of(x3, sonetel, XBOOKER, goTo, other).map(MockService::name))
                    .containsExactly("x3", "sonetel", "xbooker", "goto", "wso2");
            assertThat(address).isEqualTo(mock.url());
            assertThat(base).isEqualTo(mock.goTo().uri()).isEqualTo(goTo.uri());
            Http.get(goTo.uri("/oauth/jwks.json"));
            assertThat(calls.requests()).hasSize(1);
        }
    }

    @Test
    void a_parameter_is_what_its_type_and_name_say() {
        JUnitRun.inOrder(Parameters.class).assertPassed(1);
    }

    @WithMockAuthServer
    static class WrongParameters {

        @Test
        void nameless(MockService service) {}

        @Test
        void unknown(@Emulated("okta") MockService service) {}

        @Test
        void type(@Emulated("goto") String service) {}

        @Test
        void foreign(URI uri) {}
    }

    @Test
    void a_parameter_that_says_nothing_useful_is_refused_with_the_reason() {
        JUnitRun run = JUnitRun.inOrder(WrongParameters.class);
        assertThat(run.failure("nameless(MockService)"))
                .hasMessageContaining("There is no service \"service\"")
                .hasMessageContaining("@Emulated with one of x3, sonetel, xbooker, goto, wso2");
        assertThat(run.failure("unknown(MockService)")).hasMessageContaining("There is no service \"okta\"");
        assertThat(run.failure("type(String)"))
                .hasMessageContaining("A parameter with @Emulated is a MockService or a URI, not a java.lang.String");
        assertThat(run.failure("foreign(URI)")).hasMessageContaining("No ParameterResolver registered");
        assertThat(run.passed()).isEmpty();
    }

    @WithMockAuthServer
    static class Constructed {

        private final MockAuthServer mock;

        Constructed(MockAuthServer mock) {
            this.mock = mock;
        }

        @Test
        void one(MockAuthServer own) {
            saw("one", mock);
            saw("one", own);
        }

        @Test
        void two(MockAuthServer own) {
            saw("two", mock);
            saw("two", own);
        }
    }

    @Test
    void a_constructor_gets_the_emulator_of_the_test_or_a_clear_refusal() {
        JUnitRun run = JUnitRun.inParallel(Constructed.class);
        if (constructorsBelongToTests()) {
            run.assertPassed(2);
            assertThat(distinct("one")).hasSize(1).isNotEqualTo(distinct("two"));
            assertThat(distinct("two")).hasSize(1);
        } else {
            assertThat(run.failures().values())
                    .hasSize(2)
                    .allSatisfy(failure ->
                            assertThat(failure).hasMessageContaining("JUnit before 5.12 does not tell which"));
        }
    }

    @WithMockAuthServer
    static class TooEarly {

        @BeforeAll
        static void all(MockAuthServer mock) {}

        @Test
        void test() {}
    }

    @WithMockAuthServer
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {

        OneInstance(MockAuthServer mock) {}

        @Test
        void test() {}
    }

    @Test
    void where_there_is_no_test_there_is_no_emulator() {
        assertThat(JUnitRun.inOrder(TooEarly.class).failures().values())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasMessageContaining("there is none before the first and after the last")
                        .hasMessageContaining("perClass"));
        assertThat(JUnitRun.inOrder(OneInstance.class).failures().values())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("an instance for all tests has none"));
    }

    @WithMockAuthServer(perClass = true)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class Shared {

        @BeforeAll
        static void before(MockAuthServer mock) {
            Http.get(mock.goTo().uri("/oauth/jwks.json?before=all"));
            saw("shared", mock);
        }

        @AfterAll
        static void after(MockAuthServer mock) {
            assertThat(mock.requests()).hasSize(5);
            saw("shared", mock);
        }

        @Test
        void a(MockAuthServer mock, JournalView calls) {
            Http.get(mock.goTo().uri("/oauth/jwks.json?a=a"));
            assertThat(calls.requests()).hasSize(1);
            mock.clock().set(Instant.parse("2030-01-01T00:00:00Z"));
            saw("shared", mock);
        }

        @Test
        void b(MockAuthServer mock, JournalView calls) {
            assertThat(calls.requests()).isEmpty();
            Http.get(mock.goTo().uri("/oauth/jwks.json?b=b"));
            assertThat(calls.requests()).hasSize(1);
            assertThat(mock.clock().instant()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
            saw("shared", mock);
        }

        @Nested
        class Inner {

            @Test
            void inner(MockAuthServer mock) {
                Http.get(mock.goTo().uri("/oauth/jwks.json?inner=inner"));
                saw("shared", mock);
            }

            @Test
            @WithMockAuthServer
            void alone(MockAuthServer mock) {
                saw("alone", mock);
            }
        }

        @Nested
        @WithMockAuthServer(configuration = "{\"goto\": {\"accessTokenSeconds\": 9}}")
        class Other {
            @Test
            void other(MockAuthServer mock) {
                saw("other", mock);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = 1)
        void c(int argument, MockAuthServer mock) {
            Http.get(mock.goTo().uri("/oauth/jwks.json?c=c"));
            saw("shared", mock);
        }
    }

    @Test
    void the_tests_of_a_class_may_share_one() {
        JUnitRun.inOrder(Shared.class).assertPassed(6);
        assertThat(SEEN.get("shared")).hasSize(6);
        assertThat(distinct("shared")).hasSize(1);
        assertThat(distinct("alone")).hasSize(1).isNotEqualTo(distinct("shared"));
        assertThat(distinct("other")).hasSize(1).isNotEqualTo(distinct("shared"));
        assertThat(SEEN.get("shared").get(0).getPath()).matches("/_ns/shared-[0-9]+");
    }

    @WithMockAuthServer(configuration = "{\"goto\": {\"accessTokenSeconds\": 7}}")
    abstract static class Configured {

        static String lifetime(MockService goTo) {
            return Http.member(
                    Http.token(goTo.uri("/oauth/token"), "grant_type=personal_access_token&pat=goto-pat"),
                    "expires_in");
        }

        @Test
        void of_the_class(MockService goTo) {
            assertThat(lifetime(goTo)).isEqualTo("7");
        }

        @Test
        @WithMockAuthServer(configuration = "{\"goto\": {\"accessTokenSeconds\": 8}}")
        void of_the_method(MockService goTo) {
            assertThat(lifetime(goTo)).isEqualTo("8");
        }

        @Test
        @WithMockAuthServer(only = "goto")
        void alone(MockAuthServer mock, MockService goTo) {
            assertThat(goTo.uri()).isEqualTo(mock.url());
            assertThat(mock.url().getPath()).isEmpty();
            assertThat(lifetime(goTo)).isEqualTo("3600");
        }
    }

    static class Inheriting extends Configured {}

    @Test
    void a_method_has_its_own_configuration_that_of_its_class_or_of_the_class_above() {
        JUnitRun.inParallel(Inheriting.class).assertPassed(3);
    }

    @ExtendWith(MockAuthServerExtension.class)
    static class Bare {
        @Test
        void test(MockAuthServer mock) {
            saw("bare", mock);
        }
    }

    static class Fields {

        @RegisterExtension
        static final MockAuthServerExtension EXTENSION = MockAuthServerExtension.create()
                .configure("{\"goto\": {\"accessTokenSeconds\": 5}}")
                .perClass();

        @BeforeAll
        static void before(MockAuthServer mock) {
            saw("field", mock);
        }

        @Test
        void test(MockAuthServer mock, MockService goTo) {
            assertThat(Configured.lifetime(goTo)).isEqualTo("5");
            saw("field", mock);
        }

        @Nested
        class Inner {
            @Test
            void inner(MockAuthServer mock) {
                saw("field", mock);
            }
        }
    }

    static class InstanceFields {

        @RegisterExtension
        final MockAuthServerExtension extension =
                MockAuthServerExtension.create().only("sonetel");

        @Test
        void test(MockService sonetel, @Emulated URI address) {
            assertThat(sonetel.uri()).isEqualTo(address);
        }
    }

    @Test
    void it_works_bare_and_as_a_field() {
        JUnitRun.inOrder(Bare.class, Fields.class, InstanceFields.class).assertPassed(4);
        assertThat(SEEN.get("field")).hasSize(3);
        assertThat(distinct("field")).hasSize(1);
    }

    @Test
    void a_service_that_there_is_not_is_refused_at_once() {
        MockAuthServerExtension extension = MockAuthServerExtension.create();
        assertThatThrownBy(() -> extension.only("okta"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no service okta; there are x3, sonetel, xbooker, goto, wso2");
        assertThatThrownBy(() -> extension.failOnUnexpectedCalls("GoTo")).hasMessageContaining("no service GoTo");
    }

    @WithMockAuthServer(failOnUnexpectedCalls = true, services = "goto")
    static class Unexpected {

        @Test
        void nobody(MockAuthServer mock) {
            Http.get(URI.create(mock.url() + "/okta/oauth2/token?client_secret=hunter2"));
        }

        @Test
        void other_service(MockService sonetel) {
            Http.get(sonetel.uri("/account/"));
        }

        @Test
        void refused(MockService goTo) {
            assertThat(Http.token(goTo.uri("/oauth/token"), "grant_type=refresh_token&refresh_token=made-up")
                            .statusCode())
                    .isEqualTo(400);
        }

        @Test
        @WithMockAuthServer
        void of_no_interest(MockAuthServer mock) {
            Http.get(URI.create(mock.url() + "/okta/oauth2/token"));
        }
    }

    @WithMockAuthServer(perClass = true, failOnUnexpectedCalls = true)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class UnexpectedOfClass {

        @Test
        void a_calls(MockAuthServer mock) {
            Http.get(URI.create(mock.url() + "/okta"));
        }

        @Test
        void b_does_not(MockAuthServer mock) {}

        @AfterAll
        static void calls(MockAuthServer mock) {
            Http.get(URI.create(mock.url() + "/late"));
        }
    }

    @Test
    void calls_that_nobody_expects_fail_the_test_that_made_them() {
        JUnitRun run = JUnitRun.inParallel(Unexpected.class);
        assertThat(run.failure("nobody(MockAuthServer)"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected no call that no service has")
                .hasMessageContaining("/oauth2/token")
                .hasMessageNotContaining("hunter2");
        assertThat(run.failure("other_service(MockService)"))
                .hasMessageStartingWith("Expected no call of another service than goto. Calls:\n  #1 ")
                .hasMessageContaining("/sonetel/account/ -> 401");
        assertThat(run.passed()).containsExactlyInAnyOrder("refused(MockService)", "of_no_interest(MockAuthServer)");

        JUnitRun shared = JUnitRun.inOrder(UnexpectedOfClass.class);
        assertThat(shared.failures()).hasSize(2).containsKey("a_calls(MockAuthServer)");
        assertThat(shared.passed()).containsExactly("b_does_not(MockAuthServer)");
    }

    @WithMockAuthServer(failOnUnexpectedCalls = true)
    static class Failing {

        @Test
        void fails(MockAuthServer mock) {
            Http.token(mock.goTo().uri("/oauth/token"), "grant_type=refresh_token&refresh_token=hunter2");
            Http.get(URI.create(mock.url() + "/goto/nothing"));
            throw new IllegalStateException("the client gave up");
        }

        @Test
        void aborts(MockAuthServer mock) {
            Http.get(URI.create(mock.url() + "/goto/nothing"));
            Assumptions.assumeTrue(false, "not here");
        }
    }

    @Test
    void a_failure_tells_the_calls_without_their_secrets() {
        JUnitRun run = JUnitRun.inOrder(Failing.class);
        Throwable failure = run.failure("fails(MockAuthServer)");
        assertThat(failure).hasMessage("the client gave up");
        assertThat(failure.getSuppressed()).hasSize(2);
        assertThat(failure.getSuppressed()[0].toString())
                .matches("(?s)Calls:\n  #1 [^\n]* POST /_ns/fails-[0-9]+/goto/oauth/token [^\n]* -> 400 after [0-9]+ ms"
                        + "\n  #2 [^\n]* GET [^\n]* -> 404 after [0-9]+ ms")
                .doesNotContain("hunter2", "goto-secret");
        assertThat(failure.getSuppressed()[1]).hasMessageContaining("Expected no call that no service has");
        assertThat(run.aborted()).containsExactly("aborts(MockAuthServer)");
    }
}
