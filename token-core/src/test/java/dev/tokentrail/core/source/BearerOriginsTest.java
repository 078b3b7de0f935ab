package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a token goes, and where not. */
@Timeout(60)
class BearerOriginsTest extends BearerCalls {

    BearerOriginsTest() throws IOException {}

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com, https://api.example.com/x",
        "https://api.example.com, HTTPS://API.Example.COM:443/x?y",
        "https://API.example.com:443/, https://api.example.com/",
        "https://api.example.com:8443, https://api.example.com:8443/",
        "http://127.0.0.1, http://127.0.0.1:80/",
        "http://[::1]:8080, http://[0:0:0:0:0:0:0:1]:8080/",
        "'https://[2001:DB8::1]', 'https://[2001:db8:0:0:0:0:0:1]/x'"
    })
    void anOriginIsTheSameHoweverItIsSpelt(String origin, String address) {
        BearerAuthorization mine = BearerAuthorization.of(tokens, "https://other.example", origin);

        assertThat(mine.allows(URI.create(address))).isTrue();
        assertThat(mine.authorize(HttpRequest.newBuilder(URI.create(address)))
                        .headers()
                        .firstValue("authorization"))
                .contains("Bearer access-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com/",
                "https://api.example.com:444/",
                "https://api.example.com:0/",
                "https://api.example.com.evil.example/",
                "https://api.example.com@evil.example/",
                "https://evil.example/https://api.example.com/",
                "https://api.example.com./",
                "https://example.com/",
                "http://127.0.0.1/",
                "http://[::ffff:127.0.0.1]/"
            })
    void nobodyElseGetsTheToken(String address) {
        BearerAuthorization mine =
                BearerAuthorization.of(tokens, "https://api.example.com", "https://api2.example.com:8443");
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();

        assertThat(mine.allows(request.uri())).isFalse();
        assertThatThrownBy(() -> mine.send(client, request, BodyHandlers.discarding()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The token is not sent to " + Origin.of(request.uri())
                        + ", only to https://api.example.com, https://api2.example.com:8443.");
        assertThatThrownBy(() -> mine.sendAsync(client, request, BodyHandlers.discarding()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mine.authorize(request)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mine.token(URI.create(address))).isInstanceOf(IllegalArgumentException.class);
        assertThat(renewals()).isZero();
        assertThat(mine.allows(URI.create("mailto:somebody@api.example.com"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com",
                "https://api.example.com/v1",
                "https://api.example.com?x",
                "https://api.example.com#x",
                "https://user:canary-secret@api.example.com",
                "ftp://api.example.com",
                "api.example.com",
                "https://",
                "https://a b",
                "https://a_b.example",
                "http://127.0.0.1.example.com",
                "*",
                ""
            })
    void whatIsNoSecureOriginIsRefused(String origin) {
        assertThatThrownBy(() -> BearerAuthorization.of(tokens, origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> BearerAuthorization.of(tokens, "https://api.example.com", origin))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpClient.Redirect.class,
            names = {"NORMAL", "ALWAYS"})
    void aClientThatFollowsRedirectsIsRefused(HttpClient.Redirect redirect) {
        HttpClient following = HttpClient.newBuilder().followRedirects(redirect).build();

        assertThatThrownBy(() -> authorization.send(following, get(), BodyHandlers.discarding()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(" + redirect + ")")
                .hasMessageContaining("HttpClient.Redirect.NEVER");
        assertThatThrownBy(() -> authorization.sendAsync(following, get(), BodyHandlers.discarding()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(api.requests).isEmpty();
    }
}
