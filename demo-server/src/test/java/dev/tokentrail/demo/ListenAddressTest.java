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
        ListenAddress secure = new ListenAddress("localhost", 0, Optional.of(identity), Optional.empty(), 0);

        assertThat(ListenAddress.plain("127.0.0.1", 0).origin(5050)).isEqualTo("http://127.0.0.1:5050");
        assertThat(ListenAddress.plain("127.0.0.1", 0).origin(80)).isEqualTo("http://127.0.0.1");
        assertThat(ListenAddress.plain("::1", 0).origin(443)).isEqualTo("http://[::1]:443");
        assertThat(secure.origin(5050)).isEqualTo("https://localhost:5050");
        assertThat(secure.origin(443)).isEqualTo("https://localhost");
    }

    @Test
    void aPublishedOriginStandsForWhatIsBound() {
        ListenAddress published =
                new ListenAddress("0.0.0.0", 5050, Optional.empty(), Optional.of("https://demo.example"), 0);

        assertThat(published.origin(5050)).isEqualTo("https://demo.example");
    }

    @Test
    void theEmulatorIsAtEveryAddressOnlyWhereThePagesAreAndItsPortWasChosen() {
        Optional<String> origin = Optional.of("http://127.0.0.1:8080");

        assertThat(new ListenAddress("0.0.0.0", 5050, Optional.empty(), origin, 9090).emulatorHost())
                .isEqualTo("0.0.0.0");
        assertThat(new ListenAddress("0.0.0.0", 5050, Optional.empty(), origin, 0).emulatorHost())
                .isEqualTo("127.0.0.1");
        assertThat(new ListenAddress("192.0.2.1", 5050, Optional.empty(), Optional.empty(), 9090).emulatorHost())
                .isEqualTo("127.0.0.1");
    }
}
