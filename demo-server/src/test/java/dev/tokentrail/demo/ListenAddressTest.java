package dev.tokentrail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.tls.ServerIdentity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListenAddressTest {

    @Test
    void anOriginIsWhatABrowserCallsIt() {
        ServerIdentity identity = ServerIdentity.create("localhost", List.of());
        ListenAddress secure = new ListenAddress("localhost", 0, Optional.of(identity));

        assertThat(ListenAddress.plain("127.0.0.1", 0).origin(5050)).isEqualTo("http://127.0.0.1:5050");
        assertThat(ListenAddress.plain("127.0.0.1", 0).origin(80)).isEqualTo("http://127.0.0.1");
        assertThat(ListenAddress.plain("::1", 0).origin(443)).isEqualTo("http://[::1]:443");
        assertThat(secure.origin(5050)).isEqualTo("https://localhost:5050");
        assertThat(secure.origin(443)).isEqualTo("https://localhost");
    }
}
