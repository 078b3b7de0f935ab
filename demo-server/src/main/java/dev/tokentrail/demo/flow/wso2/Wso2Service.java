package dev.tokentrail.demo.flow.wso2;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.step.ExchangeStep;
import dev.tokentrail.demo.flow.step.SignInStep;
import java.util.List;
import java.util.stream.Stream;

/** WSO2 API Manager: a token endpoint with ten grants, and a gateway that checks what they gave. */
public final class Wso2Service implements DemoService {

    private static final Step CALL_API = CallSteps.callApi();
    private static final Step USERINFO = CallSteps.userinfo();
    private static final Step REFRESH = TokenSteps.refresh();
    private static final Step INTROSPECT = CallSteps.introspect();
    private static final Step REVOKE = CallSteps.revoke();

    private static final String URN = "urn:ietf:params:oauth:grant-type:";

    private final List<Flow> flows = List.of(
            clientCredentials(),
            authorizationCode(),
            password(),
            deviceCode(),
            jwtBearer(),
            saml2Bearer(),
            tokenExchange(),
            kerberos(),
            ntlm(),
            published());

    @Override
    public String id() {
        return "wso2";
    }

    @Override
    public String title() {
        return "WSO2 API Manager";
    }

    @Override
    public String summary() {
        return "A gateway that a company runs before its own APIs. It gives tokens for nearly everything that can prove"
                + " who somebody is.";
    }

    @Override
    public String needs() {
        return "An application in the developer portal that is subscribed to an API: its consumer key, its consumer"
                + " secret, and for sign-ins its callback URL.";
    }

    @Override
    public List<Flow> flows() {
        return flows;
    }

    private static Flow clientCredentials() {
        return new Flow(
                "client-credentials",
                "Client credentials",
                "client_credentials",
                false,
                "A program calls an API in its own name, at night say. The shortest way to a token: one request.",
                List.of(TokenSteps.clientCredentials(), CALL_API, INTROSPECT, REVOKE));
    }

    private static Flow authorizationCode() {
        Wso2CodeGrant code = new Wso2CodeGrant();
        return new Flow(
                "authorization-code",
                "Authorization code",
                "authorization_code",
                false,
                "A person signs in at WSO2 and allows this app to act for them. The app never sees their password. Take"
                        + " this flow whenever there is a person with a browser.",
                withToken(new SignInStep(code), new ExchangeStep(code, walk -> {})));
    }

    private static Flow password() {
        return new Flow(
                "password",
                "Password",
                "password",
                true,
                "Legacy: the app is given the person's name and password. Old scripts do so; a new program takes the"
                        + " authorization code, or client credentials if no person is meant.",
                withToken(TokenSteps.password()));
    }

    private static Flow deviceCode() {
        return new Flow(
                "device-code",
                "Device code",
                URN + "device_code",
                false,
                "The program runs where there is no browser, on a television or a server. The person signs in at another"
                        + " machine.",
                withToken(DeviceSteps.start(), new VerificationStep(), DeviceSteps.ask()));
    }

    private static Flow jwtBearer() {
        return new Flow(
                "jwt-bearer",
                "JWT bearer",
                URN + "jwt-bearer",
                false,
                "An identity provider that WSO2 trusts has signed the person in already, and says so in a JWT.",
                withToken(AssertionSteps.jwtBearer()));
    }

    private static Flow saml2Bearer() {
        return new Flow(
                "saml2-bearer",
                "SAML 2.0 bearer",
                URN + "saml2-bearer",
                false,
                "The same with the older language of company sign-ons, signed XML.",
                withToken(AssertionSteps.saml2Bearer()));
    }

    private static Flow tokenExchange() {
        return new Flow(
                "token-exchange",
                "Token exchange",
                URN + "token-exchange",
                false,
                "A service was called with one token and needs another to call on, for the same person.",
                withToken(AssertionSteps.tokenExchange()));
    }

    private static Flow kerberos() {
        return new Flow(
                "kerberos",
                "Kerberos",
                "kerberos",
                false,
                "The person signed in at the company's network. It needs WSO2's Kerberos add-on at the server, and a"
                        + " Kerberos client here.",
                withToken(WindowsSteps.kerberos()));
    }

    private static Flow ntlm() {
        return new Flow(
                "ntlm",
                "NTLM",
                "iwa:ntlm",
                true,
                "Legacy: the older sign-on of Windows networks, which Microsoft advises against. It needs a server that"
                        + " runs on Windows.",
                List.of(WindowsSteps.ntlm(), CALL_API, REFRESH, INTROSPECT, REVOKE));
    }

    private static Flow published() {
        return new Flow(
                "published",
                "What WSO2 publishes",
                "no grant",
                false,
                "The keys with which anybody can check a token that is a JWT, without asking WSO2 about each one.",
                List.of(CallSteps.jwks()));
    }

    /** What can be done with a person's token, however it was got. */
    private static List<Step> withToken(Step... steps) {
        return Stream.concat(Stream.of(steps), Stream.of(CALL_API, USERINFO, REFRESH, INTROSPECT, REVOKE))
                .toList();
    }
}
