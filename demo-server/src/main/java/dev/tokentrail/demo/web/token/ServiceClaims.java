package dev.tokentrail.demo.web.token;

import static java.util.Map.entry;

import java.util.Map;

/** What each service's own documentation or tokens say of the claims that no standard has, or that it uses in its own way. */
final class ServiceClaims {

    private static final String X3 = "Sage X3, Token API";
    private static final String SONETEL = "Sonetel's own tokens";
    private static final String GOTO = "assumed: GoTo documents no claims";
    private static final String APIM = "WSO2 API Manager, JWT access tokens";
    private static final String WSO2 = "WSO2 identity-inbound-auth-oauth";

    private static final Map<String, Map<String, ClaimMeaning>> CLAIMS = Map.of(
            "x3",
            Map.of(
                    "iss", ClaimMeaning.of(X3, "Issuer: the regional gateway that made the token."),
                    "aud", ClaimMeaning.of(X3, "Audience: the same regional gateway, where the token is used."),
                    "region",
                            ClaimMeaning.of(X3, "The region of the customer's X3; calls go to that region's gateway."),
                    "scopes", ClaimMeaning.of(X3, "What the token allows; X3 names it scopes, though it is one text."),
                    "sub",
                            ClaimMeaning.of(
                                    X3, "The X3 cloud configuration that the customer paired the application with."),
                    "azp", ClaimMeaning.of(X3, "The application that was paired.")),
            "sonetel",
            Map.of(
                    "acc_id", ClaimMeaning.of(SONETEL, "The Sonetel account; API addresses contain it."),
                    "user_id", ClaimMeaning.of(SONETEL, "The number of the user who signed in."),
                    "user_name", ClaimMeaning.of(SONETEL, "The e-mail address that the user signed in with."),
                    "ati",
                            ClaimMeaning.of(
                                    SONETEL, "Only in a refresh token: the jti of the access token that came with it."),
                    "scope",
                            ClaimMeaning.of(
                                    SONETEL, "What the token allows; a list here, where RFC 8693 has one text.")),
            "xbooker",
            Map.of(),
            "goto",
            Map.of("sub", ClaimMeaning.of(GOTO, "The person whom the token stands for.")),
            "wso2",
            Map.ofEntries(
                    entry(
                            "aut",
                            ClaimMeaning.of(
                                    WSO2, "Whether the token stands for an application or for an application's user.")),
                    entry(
                            "application",
                            ClaimMeaning.of(
                                    APIM, "The application in the developer portal: owner, tier, name and id.")),
                    entry("keytype", ClaimMeaning.of(APIM, "Whether the key belongs to PRODUCTION or SANDBOX.")),
                    entry("subscribedAPIs", ClaimMeaning.of(APIM, "The APIs that the application is subscribed to.")),
                    entry("tierInfo", ClaimMeaning.of(APIM, "The limits of each tier that the subscriptions use.")),
                    entry("consumerKey", ClaimMeaning.of(APIM, "The application's client id.")),
                    entry(
                            "backendJwt",
                            ClaimMeaning.of(APIM, "A token that the gateway passes on to the service behind it.")),
                    entry("token_type", ClaimMeaning.of(APIM, "What kind of token it is.")),
                    entry("permittedIP", ClaimMeaning.of(APIM, "The addresses from which a key may be used.")),
                    entry("permittedReferer", ClaimMeaning.of(APIM, "The pages from which a key may be used.")),
                    entry("realm", ClaimMeaning.of(WSO2, "The organization or tenant that the user signed in at.")),
                    entry("org_id", ClaimMeaning.of(WSO2, "The organization that issued the token.")),
                    entry("org_name", ClaimMeaning.of(WSO2, "The name of the organization that issued the token."))));

    private ServiceClaims() {}

    /**
     * Explains a claim, the service's own way before the standard's.
     *
     * @param service the service's id
     * @param name the claim
     * @return its meaning; {@link ClaimMeaning#UNKNOWN} if nobody says
     */
    static ClaimMeaning explain(String service, String name) {
        ClaimMeaning own = CLAIMS.getOrDefault(service, Map.of()).get(name);
        return own != null ? own : StandardClaims.CLAIMS.getOrDefault(name, ClaimMeaning.UNKNOWN);
    }
}
