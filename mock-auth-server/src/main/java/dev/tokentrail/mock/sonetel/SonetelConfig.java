package dev.tokentrail.mock.sonetel;

import dev.tokentrail.mock.config.Additions;
import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.token.RefreshTokenReuse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may sign in and how long tokens live.
 *
 * @param clients fixed public clients of the service
 * @param users accounts
 * @param accessTokenSeconds life of an access token; 24 hours are documented
 * @param refreshTokenSeconds life of a refresh token; 30 days are documented (a sample token had 90)
 * @param refreshTokenReuse what happens when a refresh token comes again; that it is refused is assumed
 * @param expiresIn whether answers carry {@code expires_in}, which no document mentions
 * @param additions what token answers and JWTs have beyond the documented
 */
public record SonetelConfig(
        List<Client> clients,
        List<User> users,
        long accessTokenSeconds,
        long refreshTokenSeconds,
        RefreshTokenReuse refreshTokenReuse,
        boolean expiresIn,
        Additions additions) {

    private static final Set<String> OWN_MEMBERS =
            Set.of("access_token", "token_type", "refresh_token", "expires_in", "scope");
    private static final Set<String> OWN_CLAIMS = Set.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "nbf",
            "iat",
            "jti",
            "user_id",
            "user_name",
            "acc_id",
            "client_id",
            "scope",
            "ati");

    /**
     * A public client: its secret is in every sample.
     *
     * @param id identifier
     * @param secret secret
     */
    public record Client(String id, String secret) {
        @Override
        public String toString() {
            return "Client[id=" + id + ", secret=***]";
        }
    }

    /**
     * An account with one user.
     *
     * @param name e-mail address to sign in with
     * @param password password
     * @param userId ten digits
     * @param accountId number needed in API paths
     */
    public record User(String name, String password, String userId, long accountId) {
        @Override
        public String toString() {
            return "User[name=" + name + ", password=***]";
        }
    }

    public static SonetelConfig read(Section section) {
        SonetelConfig config = new SonetelConfig(
                section.list(
                        "clients",
                        List.of(new Client("sonetel-api", "sonetel-api"), new Client("sonetel-web", "sonetel-web")),
                        client -> new Client(client.requiredText("id"), client.requiredText("secret"))),
                section.list(
                        "users",
                        List.of(new User("user@example.com", "password", "2000012345", 200001234L)),
                        SonetelConfig::user),
                section.seconds("accessTokenSeconds", 86_400),
                section.seconds("refreshTokenSeconds", 2_592_000),
                RefreshTokenReuse.read(section),
                section.flag("expiresIn", false),
                Additions.read(section, OWN_MEMBERS, OWN_CLAIMS));
        section.end();
        return config;
    }

    private static User user(Section section) {
        return new User(
                section.requiredText("name"),
                section.requiredText("password"),
                section.text("userId", "2000012345"),
                section.number("accountId", 200001234L, 1, Long.MAX_VALUE));
    }

    Optional<Client> client(String id) {
        return clients.stream().filter(client -> client.id().equals(id)).findFirst();
    }

    Optional<User> user(String name) {
        return users.stream().filter(user -> user.name().equals(name)).findFirst();
    }
}
