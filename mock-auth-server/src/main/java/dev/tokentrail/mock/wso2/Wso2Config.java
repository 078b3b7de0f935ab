package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.config.Additions;
import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.consent.Account;
import dev.tokentrail.mock.token.RedirectUris;
import dev.tokentrail.mock.token.RefreshTokenReuse;
import dev.tokentrail.mock.token.SigningAhead;
import dev.tokentrail.mock.token.SigningAlgorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The emulated installation.
 *
 * @param version version of API Manager
 * @param applications applications of the developer portal
 * @param users accounts
 * @param identityProvider issuer whose assertions are trusted; they are signed with the shipped key {@code idp}
 * @param windowsTokens accepted NTLM tokens and the user each stands for
 * @param kerberosRealm accepted Kerberos realm
 * @param kerberosTokens accepted Kerberos tokens and the user each stands for
 * @param codeSeconds life of a code; 300 is in the source
 * @param accessTokenSeconds life of an access token; 3600 is in the source
 * @param refreshTokenSeconds life of a refresh token; 84600 up to 3.0, 86400 from 3.2
 * @param renewRefreshToken whether a refresh gives a new refresh token; the default is in the documentation
 * @param refreshTokenReuse what happens when a refresh token comes again that was renewed; that it is refused is in the
 *     documentation
 * @param deviceCodeSeconds life of a device code; assumed
 * @param devicePollSeconds interval between two polls; assumed
 * @param tokensSignedAhead how many JWTs of one kind are signed before they are asked for; 0 for none
 * @param signingAlgorithm how its JWTs are signed; RS256 is documented
 * @param additions what token answers and JWTs have beyond the documented
 */
public record Wso2Config(
        ApimVersion version,
        List<Application> applications,
        List<User> users,
        String identityProvider,
        Map<String, String> windowsTokens,
        String kerberosRealm,
        Map<String, String> kerberosTokens,
        long codeSeconds,
        long accessTokenSeconds,
        long refreshTokenSeconds,
        boolean renewRefreshToken,
        RefreshTokenReuse refreshTokenReuse,
        long deviceCodeSeconds,
        long devicePollSeconds,
        int tokensSignedAhead,
        SigningAlgorithm signingAlgorithm,
        Additions additions) {

    private static final Set<String> OWN_MEMBERS = Set.of(
            "access_token", "token_type", "refresh_token", "expires_in", "scope", "id_token", "issued_token_type");
    private static final Set<String> OWN_CLAIMS = Set.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "nbf",
            "iat",
            "jti",
            "application",
            "tierInfo",
            "keytype",
            "subscribedAPIs",
            "consumerKey",
            "scope",
            "aut",
            "azp",
            "client_id",
            "at_hash",
            "acr",
            "nonce");

    /** Owner of every application and part of every user name in a token. */
    static final String TENANT = "carbon.super";

    /** Whether an application may call the API behind the gateway. */
    enum Subscription {
        ACTIVE,
        NONE,
        INACTIVE,
        BLOCKED
    }

    /**
     * An application.
     *
     * @param name its name
     * @param key consumer key
     * @param secret consumer secret
     * @param redirectUris registered callback URLs
     * @param grants grant types enabled on it
     * @param jwt whether its access tokens are JWTs
     * @param pkceMandatory whether a code needs PKCE
     * @param plainPkce whether the PKCE method {@code plain} is allowed
     * @param active whether it is active
     * @param subscription its subscription to the API
     */
    record Application(
            String name,
            String key,
            String secret,
            List<String> redirectUris,
            List<String> grants,
            boolean jwt,
            boolean pkceMandatory,
            boolean plainPkce,
            boolean active,
            Subscription subscription) {
        @Override
        public String toString() {
            return "Application[key=" + key + ", secret=***]";
        }
    }

    /**
     * An account.
     *
     * @param name user name
     * @param password password
     * @param scopes scopes that the roles of the user allow
     */
    record User(String name, String password, List<String> scopes) {
        @Override
        public String toString() {
            return "User[name=" + name + ", password=***]";
        }
    }

    private static final List<String> GRANTS = List.of(
            "password",
            "client_credentials",
            "authorization_code",
            "refresh_token",
            "urn:ietf:params:oauth:grant-type:saml2-bearer",
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "iwa:ntlm",
            "kerberos",
            "urn:ietf:params:oauth:grant-type:token-exchange",
            "urn:ietf:params:oauth:grant-type:device_code");
    private static final int GRANTS_BEFORE_4 = 8;
    private static final List<String> DEFAULT_REDIRECTS =
            List.of("https://client.example.com/cb", RedirectUris.LOOPBACK);

    // PRODUCTION is what the original tutorial asks for in every call.
    private static final List<User> DEFAULT_USERS = List.of(
            new User("admin", "admin", List.of("PRODUCTION", "pizza.order")), new User("guest", "guest", List.of()));

    public static Wso2Config read(Section section) {
        ApimVersion version = ApimVersion.of(section.text("version", "3.2"))
                .orElseThrow(() -> section.wrong(
                        "version",
                        "one of "
                                + Arrays.stream(ApimVersion.values())
                                        .map(known -> known.label)
                                        .collect(Collectors.joining(", "))
                                + ", 1.x, 2.x, 3.x, 4.x"));
        Wso2Config config = new Wso2Config(
                version,
                section.list("applications", defaultApplications(version), app -> application(app, version)),
                section.list("users", DEFAULT_USERS, Wso2Config::user),
                section.text("identityProvider", "https://idp.example"),
                tokens(section, "windowsTokens", "ntlm-demo-token"),
                section.text("kerberosRealm", "EXAMPLE.COM"),
                tokens(section, "kerberosTokens", "kerberos-demo-token"),
                section.seconds("codeSeconds", 300),
                section.seconds("accessTokenSeconds", 3600),
                section.seconds("refreshTokenSeconds", version.atLeast(ApimVersion.V3_2) ? 86_400 : 84_600),
                section.flag("renewRefreshToken", true),
                RefreshTokenReuse.read(section),
                section.seconds("deviceCodeSeconds", 600),
                section.seconds("devicePollSeconds", 5),
                SigningAhead.read(section),
                SigningAlgorithm.read(section),
                Additions.read(section, OWN_MEMBERS, OWN_CLAIMS));
        section.end();
        return config;
    }

    private static List<Application> defaultApplications(ApimVersion version) {
        return List.of(
                new Application(
                        "DefaultApplication",
                        "wU62DjlyDBnq87GlBwplfqvmAbAa",
                        "ksdSdoefDDP7wpaElfqvmjDue",
                        DEFAULT_REDIRECTS,
                        grants(version),
                        version.jwtByDefault(),
                        false,
                        false,
                        true,
                        Subscription.ACTIVE),
                new Application(
                        "OtherApplication",
                        "otherConsumerKey",
                        "otherConsumerSecret",
                        DEFAULT_REDIRECTS,
                        List.of("client_credentials", "authorization_code", "refresh_token"),
                        version.jwtByDefault(),
                        true,
                        true,
                        true,
                        Subscription.NONE));
    }

    /** Every grant type that the version knows. */
    static List<String> grants(ApimVersion version) {
        return version.atLeast(ApimVersion.V4_0) ? GRANTS : GRANTS.subList(0, GRANTS_BEFORE_4);
    }

    private static Application application(Section section, ApimVersion version) {
        String subscription = section.text("subscription", "active");
        return new Application(
                section.text("name", "DefaultApplication"),
                section.requiredText("key"),
                section.requiredText("secret"),
                section.texts("redirectUris", DEFAULT_REDIRECTS),
                section.texts("grants", grants(version)),
                section.flag("jwt", version.jwtByDefault()),
                section.flag("pkceMandatory", false),
                section.flag("plainPkce", false),
                section.flag("active", true),
                Arrays.stream(Subscription.values())
                        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(subscription))
                        .findFirst()
                        .orElseThrow(() ->
                                section.wrong("subscription", "\"active\", \"none\", \"inactive\" or \"blocked\"")));
    }

    private static User user(Section section) {
        return new User(
                section.requiredText("name"), section.requiredText("password"), section.texts("scopes", List.of()));
    }

    private static Map<String, String> tokens(Section section, String key, String fallback) {
        return section
                .list(
                        key,
                        List.of(Map.entry(fallback, "admin")),
                        token -> Map.entry(token.requiredText("token"), token.requiredText("user")))
                .stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, Map.Entry::getValue, (first, second) -> second));
    }

    Optional<Application> application(String key) {
        for (Application application : applications) {
            if (application.key().equals(key)) {
                return Optional.of(application);
            }
        }
        return Optional.empty();
    }

    /** Whether several pairs can descend from one refresh token, and live side by side. */
    boolean grace() {
        return renewRefreshToken && refreshTokenReuse.hasGrace();
    }

    /** Who can sign in at the pages. */
    List<Account> accounts() {
        return users.stream()
                .map(user ->
                        new Account(user.name(), user.password(), scope -> Wso2Scopes.grantable(scope, user.scopes())))
                .toList();
    }

    /** Finds {@code admin} by {@code admin} and by {@code admin@carbon.super}. */
    Optional<User> user(String name) {
        return users.stream()
                .filter(user -> name.equals(user.name()) || name.equals(user.name() + "@" + TENANT))
                .findFirst();
    }

    @Override
    public String toString() {
        return "Wso2Config[version=" + version.label + ", applications=" + applications + "]";
    }
}
