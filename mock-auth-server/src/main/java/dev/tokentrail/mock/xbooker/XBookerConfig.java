package dev.tokentrail.mock.xbooker;

import dev.tokentrail.mock.config.Additions;
import dev.tokentrail.mock.config.Section;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The organization and its delegated apps.
 *
 * @param organization id of the organization
 * @param organizationName its name
 * @param apps delegated apps
 * @param accessTokenSeconds life of an access token; two minutes are documented
 * @param additions what the data of token answers has beyond the documented
 */
public record XBookerConfig(
        String organization, String organizationName, List<App> apps, long accessTokenSeconds, Additions additions) {

    /** The scope that the organization call needs; its name is assumed, the list of scopes is unpublished. */
    static final String ORGANIZATION_SCOPE = "organization.read";

    /**
     * A delegated app.
     *
     * @param id {@code client-id}
     * @param secret {@code client-secret}
     * @param scopes what it may do
     * @param expires end of its life, null for never
     */
    public record App(
            String id,
            String secret,
            List<String> scopes,
            @Nullable Instant expires) {

        boolean expiredAt(Instant now) {
            return expires != null && !now.isBefore(expires);
        }

        @Override
        public String toString() {
            return "App[id=" + id + ", secret=***]";
        }
    }

    public static XBookerConfig read(Section section) {
        XBookerConfig config = new XBookerConfig(
                section.text("organization", "org-1"),
                section.text("organizationName", "Example Logistics"),
                section.list(
                        "apps",
                        List.of(
                                new App("xbooker-client", "xbooker-secret", List.of(ORGANIZATION_SCOPE), null),
                                new App("xbooker-other", "xbooker-other-secret", List.of("members.read"), null)),
                        XBookerConfig::app),
                section.seconds("accessTokenSeconds", 120),
                Additions.toAnswers(section, Set.of("refreshToken", "accessToken")));
        section.end();
        return config;
    }

    private static App app(Section section) {
        return new App(
                section.requiredText("id"),
                section.requiredText("secret"),
                section.texts("scopes", List.of(ORGANIZATION_SCOPE)),
                section.instant("expires").orElse(null));
    }

    Optional<App> app(String id) {
        return apps.stream().filter(app -> app.id().equals(id)).findFirst();
    }
}
