package dev.tokentrail.mock.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.testcontainers.utility.DockerImageName;

/** What is refused before a container runs; the running one is in conformance-tests, with a provider. */
class MockAuthServerContainerTest {

    private final MockAuthServerContainer container = new MockAuthServerContainer(DockerImageName.parse("any/image:1"));

    @Test
    void everyContainerHasAKeyOfItsOwn() {
        String key = container.getEnvMap().get("MOCK_AUTH_SERVER_KEY");
        assertThat(key).matches("[0-9a-f]{32}");
        assertThat(new MockAuthServerContainer().getEnvMap()).doesNotContainValue(key);
        assertThat(container.toString()).doesNotContain(key);
    }

    @Test
    void refusesAServiceThatThereIsNot() {
        assertThatThrownBy(() -> container.withOnly("google"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no service google; it is x3, sonetel, xbooker, goto or wso2.");
    }

    @Test
    void refusesAPathWithoutASlash() {
        assertThatThrownBy(() -> container.uri("goto/oauth/token"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("goto/oauth/token");
    }

    @Test
    void hasNoCertificateBeforeItRunsWithTls() {
        assertThatThrownBy(container::caCertificate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withTls()");
        assertThatThrownBy(container::sslContext).isInstanceOf(IllegalStateException.class);
    }
}
