package dev.tokentrail.mock.x3;

import dev.tokentrail.mock.config.Additions;
import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.consent.Account;
import dev.tokentrail.mock.token.RedirectUris;
import dev.tokentrail.mock.token.RefreshTokenReuse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may pair and how long things live.
 *
 * @param clients registered applications
 * @param customers customers with an X3 configuration
 * @param codeSeconds life of a code; assumed, not documented
 * @param accessTokenSeconds life of an access token; 300 is documented
 * @param refreshTokenSeconds life of a refresh token; 2,629,800 as in the documented sample
 * @param refreshTokenReuse what happens when a refresh token comes again; that it is refused is assumed
 * @param authorizationCodeParameter whether every callback names the code {@code authorizationCode}, as the guide does
 * @param additions what token answers and JWTs have beyond the documented
 */
public record X3Config(
        List<Client> clients,
        List<Customer> customers,
        long codeSeconds,
        long accessTokenSeconds,
        long refreshTokenSeconds,
        RefreshTokenReuse refreshTokenReuse,
        boolean authorizationCodeParameter,
        Additions additions) {

    /**
     * A registered application.
     *
     * @param id {@code client_id}
     * @param secret {@code client_secret}
     * @param redirectUris registered redirect URIs
     * @param disabled whether Sage disabled it
     * @param authorizationCodeParameter whether its callbacks name the code {@code authorizationCode}, whatever the others'
     *     do
     */
    public record Client(
            String id, String secret, List<String> redirectUris, boolean disabled, boolean authorizationCodeParameter) {
        @Override
        public String toString() {
            return "Client[id=" + id + ", secret=***]";
        }
    }

    /**
     * A customer.
     *
     * @param url address of the customer's X3
     * @param id X3 cloud configuration id
     * @param region where the customer lives
     * @param administrator who accepts or rejects applications; name and password are assumed
     */
    public record Customer(String url, String id, Region region, Account administrator) {}

    /** The two regions that are emulated. */
    public enum Region {
        EU("eu-prod", "api.eu-sagex3.com", ""),
        US("us-prod", "api.us-sagex3.com", "-us");

        final String claim;
        final String gateway;
        final String mountSuffix;

        Region(String claim, String gateway, String mountSuffix) {
            this.claim = claim;
            this.gateway = gateway;
            this.mountSuffix = mountSuffix;
        }
    }

    private static final Set<String> OWN_MEMBERS = Set.of(
            "access_token",
            "token_type",
            "refresh_token",
            "expires_in",
            "scope",
            "refresh_token_expires_in",
            "customerId");
    private static final Set<String> OWN_CLAIMS =
            Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "region", "azp", "scopes");

    private static final List<String> DEFAULT_REDIRECTS =
            List.of("https://localhost:5050/callback", RedirectUris.LOOPBACK);

    private static final List<Client> DEFAULT_CLIENTS = List.of(
            new Client("x3-client", "x3-secret", DEFAULT_REDIRECTS, false, false),
            new Client("x3-other", "x3-other-secret", DEFAULT_REDIRECTS, false, false),
            new Client("x3-disabled", "x3-disabled-secret", DEFAULT_REDIRECTS, true, false));

    private static final Account ADMINISTRATOR = new Account("admin", "admin");

    private static final List<Customer> DEFAULT_CUSTOMERS = List.of(
            new Customer("https://customer.example", "7d1c6b6e-2f0a-4b0e-9f4e-3a5d1c2b9e01", Region.EU, ADMINISTRATOR),
            new Customer(
                    "https://customer-us.example", "7d1c6b6e-2f0a-4b0e-9f4e-3a5d1c2b9e02", Region.US, ADMINISTRATOR));

    public static X3Config read(Section section) {
        X3Config config = new X3Config(
                section.list("clients", DEFAULT_CLIENTS, X3Config::client),
                section.list("customers", DEFAULT_CUSTOMERS, X3Config::customer),
                section.seconds("codeSeconds", 300),
                section.seconds("accessTokenSeconds", 300),
                section.seconds("refreshTokenSeconds", 2_629_800),
                RefreshTokenReuse.read(section),
                section.flag("authorizationCodeParameter", false),
                Additions.read(section, OWN_MEMBERS, OWN_CLAIMS));
        section.end();
        return config;
    }

    private static Client client(Section section) {
        return new Client(
                section.requiredText("id"),
                section.requiredText("secret"),
                section.texts("redirectUris", DEFAULT_REDIRECTS),
                section.flag("disabled", false),
                section.flag("authorizationCodeParameter", false));
    }

    private static Customer customer(Section section) {
        Region region = switch (section.text("region", "eu")) {
            case "eu" -> Region.EU;
            case "us" -> Region.US;
            default -> throw section.wrong("region", "\"eu\" or \"us\"");
        };
        String url = section.requiredText("url");
        return new Customer(
                url,
                section.text(
                        "id",
                        java.util
                                .UUID
                                .nameUUIDFromBytes(url.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .toString()),
                region,
                new Account(
                        section.text("administrator", ADMINISTRATOR.name()),
                        section.text("password", ADMINISTRATOR.password())));
    }

    Optional<Client> client(String id) {
        return clients.stream().filter(client -> client.id().equals(id)).findFirst();
    }

    /** A client that may do something; refused otherwise. */
    Client activeClient(String id) {
        Client client = client(id).orElseThrow(X3Error.UNKNOWN_CLIENT::refusal);
        if (client.disabled()) {
            throw X3Error.APPLICATION_DISABLED.refusal();
        }
        return client;
    }

    Optional<Customer> customerAt(String url) {
        return customers.stream().filter(customer -> customer.url().equals(url)).findFirst();
    }
}
