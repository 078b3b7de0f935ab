package dev.tokentrail.mock.speed;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The calls that are measured, as they go over the wire. */
final class Requests {

    private static final String WSO2_KEY = "wU62DjlyDBnq87GlBwplfqvmAbAa";
    private static final String WSO2 = WSO2_KEY + ":ksdSdoefDDP7wpaElfqvmjDue";
    private static final byte[] AGAIN = post("/wso2/token", WSO2, "grant_type=client_credentials");
    private static final byte[] JWT =
            post("/goto/oauth/token", "goto-client:goto-secret", "grant_type=personal_access_token&pat=goto-pat");
    private static final byte[] REFUSED = post("/goto/oauth/token", "goto-client:goto-secret", "grant_type=none");
    private static final byte[] LARGE = post("/sonetel/SonetelAuth/oauth/token", WSO2, "a".repeat(1_000_000));

    private Requests() {}

    /** WSO2, client credentials; each number is a scope of its own and so gets a token of its own. */
    static byte[] opaque(int number) {
        return post("/wso2/token", WSO2, "grant_type=client_credentials&scope=device_" + (1_000_000_000 + number));
    }

    /** WSO2, client credentials, always for the same scope: the same token as long as it lives. */
    static byte[] opaqueAgain(int number) {
        return AGAIN;
    }

    /** GoTo, personal access token, answered with a JWT. */
    static byte[] jwt(int number) {
        return JWT;
    }

    /** An authorization at X3, GoTo or WSO2, in turn: a code at once, or a person is asked. */
    static byte[] authorization(int number) {
        return switch (number % 3) {
            case 0 ->
                get("/x3/v1/token/authorise?client_id=x3-client&scope=api.graphQL&customer="
                        + "https%3A%2F%2Fcustomer.example&redirect_uri=http%3A%2F%2Flocalhost%2F&state=" + number);
            case 1 ->
                get("/goto/oauth/authorize?client_id=goto-client&response_type=code&scope=messaging.v1.send"
                        + "&redirect_uri=http%3A%2F%2Flocalhost%2F&state=" + number);
            default ->
                get("/wso2/oauth2/authorize?client_id=" + WSO2_KEY
                        + "&response_type=code&scope=openid&redirect_uri=http%3A%2F%2Flocalhost%2F&state=" + number);
        };
    }

    /** An authorization of a device, for WSO2 from 4.0. */
    static byte[] device(int number) {
        return post("/wso2/oauth2/device_authorize", WSO2, "scope=device_" + number);
    }

    /** A grant that GoTo does not know. */
    static byte[] refused(int number) {
        return REFUSED;
    }

    /** A megabyte that no endpoint understands. */
    static byte[] large(int number) {
        return LARGE;
    }

    /** The same request below a prefix. */
    static byte[] below(String prefix, byte[] request) {
        return new String(request, StandardCharsets.US_ASCII)
                .replaceFirst(" /", " " + prefix + "/")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] get(String target) {
        return ("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: measure\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] post(String path, String client, String form) {
        String basic = Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: measure\r\nAccept: application/json\r\n"
                        + "Authorization: Basic " + basic
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                        + "\r\n\r\n" + form)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
