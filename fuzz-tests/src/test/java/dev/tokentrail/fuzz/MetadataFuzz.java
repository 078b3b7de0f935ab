package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.token.AuthorizationServer;
import dev.tokentrail.core.token.AuthorizationServerMetadata;
import dev.tokentrail.core.token.TokenClient;
import dev.tokentrail.core.token.TokenException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The document of RFC 8414. No address of it is used that is neither https nor loopback, and no issuer but the one asked for. */
public final class MetadataFuzz {

    private static final Pattern PARTS =
            Pattern.compile("(?i)(https?)://([a-z0-9._~-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?([/?][^#\\p{Cntrl} ]*)?");
    private static final String ISSUER = "https://as.example/tenant";

    private MetadataFuzz() {}

    /** The input is the status, header lines and the document. */
    public static void fuzzerTestOneInput(byte[] input) {
        TokenClient client = TokenClient.of("Example", Replies.of(input), Replies.CLOCK, RedirectPolicy.sameOrigin());
        AuthorizationServerMetadata metadata;
        try {
            metadata = AuthorizationServerMetadata.discover(client, "TEST", ISSUER);
        } catch (TokenException documented) {
            return;
        }
        assertThat(metadata.members()).containsEntry("issuer", ISSUER);
        AuthorizationServer server = metadata.server();
        Stream.of(
                        server.tokenEndpoint(),
                        server.authorizationEndpoint(),
                        server.revocationEndpoint(),
                        server.introspectionEndpoint(),
                        server.userinfoEndpoint(),
                        server.deviceAuthorizationEndpoint(),
                        server.jwksUri())
                .filter(address -> address != null)
                .forEach(address -> {
                    Matcher parts = PARTS.matcher(address);
                    assertThat(parts.matches()).as(address).isTrue();
                    if (parts.group(1).equalsIgnoreCase("http")) {
                        assertThat(parts.group(2)).matches("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");
                    }
                });
    }
}
