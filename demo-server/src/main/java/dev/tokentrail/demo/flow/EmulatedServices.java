package dev.tokentrail.demo.flow;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.provider.gotoapi.GoToConfig;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import dev.tokentrail.provider.wso2.Wso2Config;
import dev.tokentrail.provider.x3.X3Config;
import dev.tokentrail.provider.xbooker.XBookerConfig;

/** The five services at an emulator, with the demo's public credentials. */
public final class EmulatedServices implements Connections {

    /**
     * What the emulator is configured with: WSO2 in its newest version, which has all of its grants, and beside X3's usual
     * applications one whose callbacks look as Sage's guide describes them.
     */
    public static final String CONFIGURATION = """
            {
              "wso2": {"version": "4.x"},
              "x3": {"clients": [
                {"id": "x3-client", "secret": "x3-secret"},
                {"id": "x3-guide", "secret": "x3-guide-secret", "authorizationCodeParameter": true},
                {"id": "x3-other", "secret": "x3-other-secret"},
                {"id": "x3-disabled", "secret": "x3-disabled-secret", "disabled": true}]}
            }""";

    private final MockAuthServer emulator;
    private final String origin;

    /**
     * Describes them.
     *
     * @param emulator the emulator, often a namespace that belongs to one visitor
     * @param origin where the browser comes back to: scheme, host and port of the demo, without a slash at the end
     */
    public EmulatedServices(MockAuthServer emulator, String origin) {
        this.emulator = emulator;
        this.origin = origin;
    }

    @Override
    public boolean emulated(String service) {
        return true;
    }

    @Override
    public X3Config x3() {
        return X3Config.of(
                        emulator.x3().uri().toString(), "x3-client", Secret.of("x3-secret"), origin + Callbacks.DEFAULT)
                .withOtherRoot(emulator.url() + "/x3-us/v1");
    }

    @Override
    public SonetelConfig sonetel() {
        return SonetelConfig.of("user@example.com", Secret.of("password"))
                .withTokenEndpoint(
                        emulator.sonetel().uri("/SonetelAuth/beta/oauth/token").toString())
                .withApiAddress(emulator.sonetel().uri().toString());
    }

    @Override
    public XBookerConfig xBooker() {
        return XBookerConfig.of("org-1", "xbooker-client", Secret.of("xbooker-secret"))
                .withAuthAddress(emulator.xBooker().uri("/auth/v1").toString())
                .withApiAddress(emulator.xBooker().uri("/delegated/v1").toString());
    }

    @Override
    public GoToConfig goTo() {
        return GoToConfig.of("goto-client", Secret.of("goto-secret"), origin + Callbacks.GOTO)
                .at(emulator.goTo().uri().toString());
    }

    @Override
    public Wso2Config wso2() {
        String base = emulator.wso2().uri().toString();
        return Wso2Config.atServer(base, "wU62DjlyDBnq87GlBwplfqvmAbAa", Secret.of("ksdSdoefDDP7wpaElfqvmjDue"))
                .withGateway(base)
                .withRedirectUri(origin + Callbacks.WSO2);
    }

    @Override
    public String wso2JwtAssertion() {
        return emulator.jwtAssertion("admin");
    }

    @Override
    public String wso2Saml2Assertion() {
        return emulator.saml2Assertion("admin");
    }
}
