package dev.tokentrail.mock.gotoapi;

import dev.tokentrail.mock.config.Additions;
import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.consent.Account;
import dev.tokentrail.mock.token.RedirectUris;
import dev.tokentrail.mock.token.SigningAhead;
import dev.tokentrail.mock.token.SigningAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Clients, the user and how long things live.
 *
 * @param clients registered OAuth clients
 * @param users who can sign in, at least one; without a sign-in every token stands for the first
 * @param personalAccessTokens personal access tokens of the first user
 * @param codeSeconds life of a code; assumed
 * @param accessTokenSeconds life of an access token; 3600 is documented
 * @param refreshTokenSeconds life of a refresh token; 30 days, from an older page
 * @param refreshTokenRenewalDays how many days before its end a refresh token is replaced; 0 for never
 * @param requestsPerSecond documented limit of the API, 10; 0 switches it off
 * @param tokensSignedAhead how many access tokens of one kind are signed before they are asked for; 0 for none
 * @param signingAlgorithm how its JWTs are signed; RS256 is documented
 * @param additions what token answers and JWTs have beyond the documented
 */
public record GoToConfig(
        List<Client> clients,
        List<Account> users,
        List<String> personalAccessTokens,
        long codeSeconds,
        long accessTokenSeconds,
        long refreshTokenSeconds,
        long refreshTokenRenewalDays,
        long requestsPerSecond,
        int tokensSignedAhead,
        SigningAlgorithm signingAlgorithm,
        Additions additions) {

    private static final Set<String> OWN_MEMBERS =
            Set.of("access_token", "token_type", "refresh_token", "expires_in", "scope", "principal");
    private static final Set<String> OWN_CLAIMS = Set.of(
            "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "client_id", "scope", "active", "username", "token_type");

    private static final List<String> DEFAULT_REDIRECTS =
            List.of("http://127.0.0.1:5000/login/oauth2/code/goto", RedirectUris.LOOPBACK);
    private static final List<String> DEFAULT_SCOPES =
            List.of("messaging.v1.send", "users.v1.lines.read", "calls.v2.initiate");
    private static final List<String> DEFAULT_GRANTS =
            List.of("authorization_code", "refresh_token", "personal_access_token");

    private static final List<Client> DEFAULT_CLIENTS = List.of(
            new Client("goto-client", "goto-secret", DEFAULT_REDIRECTS, DEFAULT_SCOPES, DEFAULT_GRANTS),
            new Client(
                    "goto-legacy",
                    "goto-legacy-secret",
                    DEFAULT_REDIRECTS,
                    DEFAULT_SCOPES,
                    List.of("authorization_code", "refresh_token", "password")),
            new Client(
                    "goto-public",
                    "",
                    DEFAULT_REDIRECTS,
                    DEFAULT_SCOPES,
                    List.of("authorization_code", "refresh_token")));

    /**
     * An OAuth client.
     *
     * @param id {@code client_id}
     * @param secret {@code client_secret}, empty for a public client
     * @param redirectUris registered redirect URIs
     * @param scopes scopes enabled on it
     * @param grants grant types enabled on it
     */
    public record Client(
            String id, String secret, List<String> redirectUris, List<String> scopes, List<String> grants) {

        boolean isPublic() {
            return secret.isEmpty();
        }

        @Override
        public String toString() {
            return "Client[id=" + id + ", secret=***]";
        }
    }

    public static GoToConfig read(Section section) {
        GoToConfig config = new GoToConfig(
                section.list("clients", DEFAULT_CLIENTS, GoToConfig::client),
                users(section),
                section.texts("personalAccessTokens", List.of("goto-pat")),
                section.seconds("codeSeconds", 300),
                section.seconds("accessTokenSeconds", 3600),
                section.seconds("refreshTokenSeconds", 2_592_000),
                section.number("refreshTokenRenewalDays", 0, 0, 3650),
                section.number("requestsPerSecond", 0, 0, 1_000_000),
                SigningAhead.read(section),
                SigningAlgorithm.read(section),
                Additions.read(section, OWN_MEMBERS, OWN_CLAIMS));
        section.end();
        return config;
    }

    private static List<Account> users(Section section) {
        List<Account> users = new ArrayList<>();
        users.add(new Account(section.text("principal", "user@example.com"), section.text("password", "password")));
        users.addAll(section.list(
                "users",
                List.of(new Account("colleague@example.com", "password")),
                user -> new Account(user.requiredText("name"), user.requiredText("password"))));
        return List.copyOf(users);
    }

    private static Client client(Section section) {
        return new Client(
                section.requiredText("id"),
                section.text("secret", ""),
                section.texts("redirectUris", DEFAULT_REDIRECTS),
                section.texts("scopes", DEFAULT_SCOPES),
                section.texts("grants", DEFAULT_GRANTS));
    }

    /** Whom a token stands for if nobody signed in. */
    String principal() {
        return users.get(0).name();
    }

    Optional<Account> user(String name) {
        return users.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    Optional<Client> client(String id) {
        return clients.stream().filter(client -> client.id().equals(id)).findFirst();
    }

    @Override
    public String toString() {
        return "GoToConfig[clients=" + clients + ", users=" + users + "]";
    }
}
