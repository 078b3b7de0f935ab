package dev.tokentrail.demo.flow;

import dev.tokentrail.provider.gotoapi.GoToConfig;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import dev.tokentrail.provider.wso2.Wso2Config;
import dev.tokentrail.provider.x3.X3Config;
import dev.tokentrail.provider.xbooker.XBookerConfig;

/** How one visitor reaches the services: at the emulator's namespace that is his, or for real. */
public interface Connections {

    /**
     * Tells whether a service is emulated.
     *
     * @param service {@code x3}, {@code sonetel}, {@code xbooker}, {@code goto} or {@code wso2}
     * @return false if calls go to the real service
     */
    boolean emulated(String service);

    /** Sage X3. */
    X3Config x3();

    /** Sonetel. */
    SonetelConfig sonetel();

    /** X Booker. */
    XBookerConfig xBooker();

    /** GoTo. */
    GoToConfig goTo();

    /** WSO2 API Manager. */
    Wso2Config wso2();

    /** An assertion in JWT form that the emulated WSO2 trusts; empty for the real one. */
    String wso2JwtAssertion();

    /** An assertion in SAML 2.0 form that the emulated WSO2 trusts; empty for the real one. */
    String wso2Saml2Assertion();
}
