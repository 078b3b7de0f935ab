package dev.tokentrail.demo.settings;

import static dev.tokentrail.demo.settings.ServiceName.GOTO;
import static dev.tokentrail.demo.settings.ServiceName.SONETEL;
import static dev.tokentrail.demo.settings.ServiceName.WSO2;
import static dev.tokentrail.demo.settings.ServiceName.X3;
import static dev.tokentrail.demo.settings.ServiceName.XBOOKER;
import static dev.tokentrail.demo.settings.Variable.Kind.ADDRESS;
import static dev.tokentrail.demo.settings.Variable.Kind.ADDRESSES;
import static dev.tokentrail.demo.settings.Variable.Kind.BASE_ADDRESS;
import static dev.tokentrail.demo.settings.Variable.Kind.SECRET;
import static dev.tokentrail.demo.settings.Variable.Kind.TEXT;
import static dev.tokentrail.demo.settings.Variable.Kind.WSO2_PATHS_CHOICE;
import static dev.tokentrail.demo.settings.Variable.Need.OPTIONAL;
import static dev.tokentrail.demo.settings.Variable.Need.REQUIRED;

/**
 * The table of all variables. Each is named as it is set, and as a cURL command with variables names it where it has the
 * same value.
 */
public enum Variable {
    /** {@code X3Config.root}. */
    X3_ROOT(X3, REQUIRED, BASE_ADDRESS, "regional root of the gateway, such as https://api.REGION-sagex3.com/v1"),
    /** {@code X3Config.clientId}. */
    X3_CLIENT_ID(X3, REQUIRED, TEXT, "client id of the application"),
    /** {@code X3Config.clientSecret}. */
    X3_CLIENT_SECRET(X3, REQUIRED, SECRET, "client secret of the application"),
    /** {@code X3Config.otherRoots}. */
    X3_OTHER_ROOTS(X3, OPTIONAL, ADDRESSES, "roots of other regions in which customers live, separated by blanks"),
    /** {@code X3Config.redirectUri}. */
    X3_REDIRECT_URI(X3, OPTIONAL, ADDRESS, "redirect URI as registered; without it this server's /callback"),

    /** {@code SonetelConfig.username}. */
    SONETEL_USERNAME(SONETEL, REQUIRED, TEXT, "e-mail address that the user signs in with"),
    /** {@code SonetelConfig.password}. */
    SONETEL_PASSWORD(SONETEL, REQUIRED, SECRET, "password of the user"),
    /** {@code SonetelConfig.tokenEndpoint}. */
    SONETEL_TOKEN_ENDPOINT(SONETEL, OPTIONAL, ADDRESS, "token endpoint, if it is another than the documented one"),
    /** {@code SonetelConfig.apiAddress}. */
    SONETEL_API_ADDRESS(
            SONETEL, OPTIONAL, BASE_ADDRESS, "address of the API, if it is another than the documented one"),

    /** {@code XBookerConfig.organizationId}. */
    XBOOKER_ORGANIZATION_ID(XBOOKER, REQUIRED, TEXT, "“Organization” on the card of the delegated app"),
    /** {@code XBookerConfig.clientId}. */
    XBOOKER_CLIENT_ID(XBOOKER, REQUIRED, TEXT, "“ID” on the card of the delegated app"),
    /** {@code XBookerConfig.clientSecret}. */
    XBOOKER_CLIENT_SECRET(XBOOKER, REQUIRED, SECRET, "“Secret” on the card of the delegated app"),
    /** {@code XBookerConfig.authAddress}. */
    XBOOKER_AUTH_ADDRESS(
            XBOOKER, OPTIONAL, BASE_ADDRESS, "address of the auth API, if it is another than the documented one"),
    /** {@code XBookerConfig.apiAddress}. */
    XBOOKER_API_ADDRESS(
            XBOOKER, OPTIONAL, BASE_ADDRESS, "address of the API, if it is another than the documented one"),

    /** {@code GoToConfig.client}. */
    GOTO_CLIENT_ID(GOTO, REQUIRED, TEXT, "client id of the OAuth client"),
    /** {@code GoToConfig.client}. */
    GOTO_CLIENT_SECRET(GOTO, REQUIRED, SECRET, "client secret of the OAuth client"),
    /** {@code GoToConfig.redirectUri}. */
    GOTO_REDIRECT_URI(
            GOTO, OPTIONAL, ADDRESS, "redirect URI as registered; without it this server's /login/oauth2/code/goto"),
    /** {@code GoToConfig.scopes}. */
    GOTO_SCOPES(GOTO, OPTIONAL, TEXT, "scopes to ask for, separated by blanks"),
    /** {@code GoToConfig.address}. */
    GOTO_ADDRESS(GOTO, OPTIONAL, BASE_ADDRESS, "where tokens are got, if not at https://identity.goto.com"),
    /** {@code GoToConfig.issuer}. */
    GOTO_ISSUER(GOTO, OPTIONAL, ADDRESS, "issuer identifier, if it is not https://identity.goto.com"),
    /** {@code GoToConfig.api}. */
    GOTO_API_ADDRESS(GOTO, OPTIONAL, BASE_ADDRESS, "where the product APIs are, if not at https://api.goto.com"),

    /** {@code Wso2Config.address}. */
    WSO2_ADDRESS(WSO2, REQUIRED, BASE_ADDRESS, "where the token endpoints are, such as https://localhost:9443"),
    /** {@code Wso2Config.client}. */
    WSO2_CLIENT_ID(WSO2, REQUIRED, TEXT, "consumer key of the application"),
    /** {@code Wso2Config.client}. */
    WSO2_CLIENT_SECRET(WSO2, REQUIRED, SECRET, "consumer secret of the application"),
    /** {@code Wso2Config.paths}. */
    WSO2_PATHS(
            WSO2,
            OPTIONAL,
            WSO2_PATHS_CHOICE,
            "oauth2 for /oauth2/token and its siblings, as without it, or gateway for /token and its siblings"),
    /** {@code Wso2Config.gateway}. */
    WSO2_GATEWAY(WSO2, OPTIONAL, BASE_ADDRESS, "where APIs are called, such as https://localhost:8243"),
    /** {@code Wso2Config.redirectUri}. */
    WSO2_REDIRECT_URI(WSO2, OPTIONAL, ADDRESS, "callback URL as registered; without it this server's /callback/wso2"),
    /** {@code Wso2Config.tenant}. */
    WSO2_TENANT(WSO2, OPTIONAL, TEXT, "tenant that tokens are asked of"),
    /** {@code Wso2Config.scopes}. */
    WSO2_SCOPES(WSO2, OPTIONAL, TEXT, "scopes to ask for, separated by blanks");

    /** Whether the service can be real without it. */
    public enum Need {
        /** It cannot. */
        REQUIRED,
        /** It can. */
        OPTIONAL
    }

    /** What a value has to be. */
    public enum Kind {
        /** Any text. */
        TEXT,
        /** Any text, which is a secret. */
        SECRET,
        /** An address, https or loopback. */
        ADDRESS,
        /** An address that paths are added to, https or loopback. */
        BASE_ADDRESS,
        /** Several of these, with blanks between them. */
        ADDRESSES,
        /** {@code oauth2} or {@code gateway}. */
        WSO2_PATHS_CHOICE
    }

    private final ServiceName service;
    private final Need need;
    private final Kind kind;
    private final String meaning;

    Variable(ServiceName service, Need need, Kind kind, String meaning) {
        this.service = service;
        this.need = need;
        this.kind = kind;
        this.meaning = meaning;
    }

    /** Whose it is. */
    public ServiceName service() {
        return service;
    }

    /** Whether the service can be real without it. */
    public boolean isRequired() {
        return need == Need.REQUIRED;
    }

    /** What a value has to be. */
    public Kind kind() {
        return kind;
    }

    /** What it holds, for people. */
    public String meaning() {
        return meaning;
    }
}
