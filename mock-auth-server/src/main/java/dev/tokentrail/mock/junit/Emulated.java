package dev.tokentrail.mock.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which service a parameter of a test is about: a {@link dev.tokentrail.mock.MockService}, or a {@link java.net.URI}
 * for the address that stands for the base address of the real service.
 *
 * <p>A {@code MockService} whose parameter has the name of the service ({@code x3}, {@code sonetel}, {@code xBooker},
 * {@code goTo}, {@code wso2}, in any case) needs no annotation if the tests are compiled with {@code -parameters}.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Emulated {

    /**
     * The service.
     *
     * @return {@code x3}, {@code sonetel}, {@code xbooker}, {@code goto} or {@code wso2}; empty for the whole emulator,
     *     whose address a {@code URI} then is
     */
    String value() default "";
}
