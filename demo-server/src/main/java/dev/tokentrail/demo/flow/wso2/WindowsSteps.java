package dev.tokentrail.demo.flow.wso2;

import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.step.CallStep;
import dev.tokentrail.demo.flow.step.JavaText;
import dev.tokentrail.demo.flow.step.Words;
import java.util.List;

/** The steps that bring a token for the sign-on of a company's network. */
final class WindowsSteps {

    private WindowsSteps() {}

    static Step kerberos() {
        return CallStep.describe(
                        "get-token",
                        "Trade a Kerberos ticket",
                        "Who signed in at the company's network in the morning holds Kerberos tickets, and needs no password"
                                + " again. The app sends such a ticket, in Base64, with the realm it comes from. It needs a"
                                + " server with WSO2's Kerberos add-on, and a Kerberos client that gives the ticket: this"
                                + " library does not make one. The emulator takes the words filled in here.")
                .with(walk -> List.of(
                        Field.text(
                                "realm",
                                "Kerberos realm",
                                walk.emulated() ? "EXAMPLE.COM" : "",
                                "The network's name, in capital letters."),
                        Field.secret(
                                "ticket",
                                "Ticket in Base64",
                                walk.emulated() ? "kerberos-demo-token" : "",
                                "The emulator knows kerberos-demo-token."),
                        Wso2Connection.scope("openid")))
                .sending(
                        (walk, values) -> Wso2Connection.of(walk)
                                .kerberosRequest(realm(values), values.secret("ticket"), Words.scopes(values)),
                        (walk, values) -> Wso2Connection.inJava(walk)
                                + JavaText.secret("ticket", "WSO2_KERBEROS_TOKEN")
                                + "\nToken token = wso2.kerberos("
                                + JavaText.arguments(
                                        JavaText.quoted(realm(values)),
                                        "ticket",
                                        JavaText.quoted(Words.of(values, "scope")))
                                + ");",
                        (walk, values) -> Wso2Connection.keep(
                                walk,
                                Wso2Connection.of(walk)
                                        .kerberos(realm(values), values.secret("ticket"), Words.scopes(values))));
    }

    private static String realm(Values values) {
        return Words.required(values, "realm", "Fill in the Kerberos realm, EXAMPLE.COM for example.");
    }

    static Step ntlm() {
        return CallStep.describe(
                        "get-token",
                        "Trade a Windows token",
                        "NTLM is the older sign-on of Windows networks. The app sends the token that Windows gave it, and the"
                                + " server, which has to run on Windows itself, asks the network whose it is. This library"
                                + " does not make that token. WSO2 takes no scopes here. The emulator takes the word filled"
                                + " in here.")
                .with(walk -> List.of(Field.secret(
                        "windows_token",
                        "Windows token",
                        walk.emulated() ? "ntlm-demo-token" : "",
                        "The emulator knows ntlm-demo-token.")))
                .sending(
                        (walk, values) -> Wso2Connection.of(walk).ntlmRequest(values.secret("windows_token")),
                        (walk, values) -> Wso2Connection.inJava(walk)
                                + JavaText.secret("windowsToken", "WSO2_WINDOWS_TOKEN")
                                + "\nToken token = wso2.ntlm(windowsToken);",
                        (walk, values) -> Wso2Connection.keep(
                                walk, Wso2Connection.of(walk).ntlm(values.secret("windows_token"))));
    }
}
