package dev.tokentrail.demo.settings;

import dev.tokentrail.demo.flow.Callbacks;
import dev.tokentrail.demo.flow.Connections;
import dev.tokentrail.provider.gotoapi.GoToConfig;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import dev.tokentrail.provider.wso2.Wso2Config;
import dev.tokentrail.provider.x3.X3Config;
import dev.tokentrail.provider.xbooker.XBookerConfig;
import java.util.Optional;

/** The services for one visitor: those that the settings make real for real, the others emulated. */
public final class ConfiguredServices implements Connections {

    private final Settings settings;
    private final Optional<Connections> emulated;
    private final String origin;

    /**
     * Puts them together.
     *
     * @param settings which are real
     * @param emulated the others, empty if there is no emulator
     * @param origin where the browser comes back to: scheme, host and port of the demo, without a slash at the end
     */
    public ConfiguredServices(Settings settings, Optional<Connections> emulated, String origin) {
        this.settings = settings;
        this.emulated = emulated;
        this.origin = origin;
    }

    @Override
    public boolean emulated(String service) {
        return !settings.isReal(ServiceName.of(service));
    }

    @Override
    public X3Config x3() {
        return settings.isReal(ServiceName.X3)
                ? settings.x3(origin + Callbacks.DEFAULT)
                : emulator().x3();
    }

    @Override
    public SonetelConfig sonetel() {
        return settings.isReal(ServiceName.SONETEL)
                ? settings.sonetel()
                : emulator().sonetel();
    }

    @Override
    public XBookerConfig xBooker() {
        return settings.isReal(ServiceName.XBOOKER)
                ? settings.xBooker()
                : emulator().xBooker();
    }

    @Override
    public GoToConfig goTo() {
        return settings.isReal(ServiceName.GOTO)
                ? settings.goTo(origin + Callbacks.GOTO)
                : emulator().goTo();
    }

    @Override
    public Wso2Config wso2() {
        return settings.isReal(ServiceName.WSO2)
                ? settings.wso2(origin + Callbacks.WSO2)
                : emulator().wso2();
    }

    @Override
    public String wso2JwtAssertion() {
        return settings.isReal(ServiceName.WSO2) ? "" : emulator().wso2JwtAssertion();
    }

    @Override
    public String wso2Saml2Assertion() {
        return settings.isReal(ServiceName.WSO2) ? "" : emulator().wso2Saml2Assertion();
    }

    private Connections emulator() {
        return emulated.orElseThrow(
                () -> new IllegalArgumentException("This service is not configured, and there is no emulator."));
    }
}
