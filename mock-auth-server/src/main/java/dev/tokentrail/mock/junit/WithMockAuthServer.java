package dev.tokentrail.mock.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests an emulator of their own, as a parameter; {@link MockAuthServerExtension} tells everything of it.
 *
 * <pre>{@code
 * @WithMockAuthServer
 * class TokenTest {
 *
 *     @Test
 *     void expired_tokens_are_renewed(MockAuthServer mock, MockService goTo, MockClock clock) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>On a class it is for its tests and those of its {@code @Nested} classes and subclasses; on a method it takes the
 * place of the one on the class.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@SuppressWarnings("exports") // Whoever uses it has JUnit anyway.
@ExtendWith(MockAuthServerExtension.class)
public @interface WithMockAuthServer {

    /**
     * Credentials, lifetimes and options, as in a configuration file.
     *
     * @return a JSON object, such as <code>{"wso2": {"version": "4.2"}}</code>; empty for the demo configuration
     */
    String configuration() default "";

    /**
     * The service to run alone, at the root of a server of its own.
     *
     * @return {@code x3}, {@code sonetel}, {@code xbooker}, {@code goto} or {@code wso2}; empty for all services
     */
    String only() default "";

    /**
     * Whether all tests of the class share one emulator, with one state, clock and journal.
     *
     * @return false for an emulator for each test
     */
    boolean perClass() default false;

    /**
     * Whether a test fails if its emulator received a call that no service serves, or one to a service that
     * {@link #services} does not name.
     *
     * @return false to let such calls pass
     */
    boolean failOnUnexpectedCalls() default false;

    /**
     * The services that are expected to be called, which matters to {@link #failOnUnexpectedCalls}.
     *
     * @return names, such as {@code goto}; none for all
     */
    String[] services() default {};
}
