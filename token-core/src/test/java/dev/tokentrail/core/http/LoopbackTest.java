package dev.tokentrail.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses may get credentials, and what is said of the others. */
class LoopbackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example",
                "http://127.0.0.1:80/x",
                "http://localhost",
                "http://[::1]:9",
                "HTTPS://A.example"
            })
    void addressesThatMayGetCredentials(String address) {
        assertThat(Loopback.requireSecure(address, "token endpoint")).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example/t, must be https",
        "http://127.0.0.1.evil.example, must be https",
        "http://localhost.evil.example, must be https",
        "a.example, starts with http:// or https://: 'a.example'",
        "https://a.example:99999, Not a host and port"
    })
    void aRefusalNamesTheAddressAndWhatItIsFor(String address, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loopback.requireSecure(address, "token endpoint"))
                .withMessageStartingWith("The token endpoint ")
                .withMessageContaining(reason)
                .withMessageContaining(address);
    }

    @Test
    void anUnsetVariableIsNamedByWhatItWasFor() {
        assertThatNullPointerException()
                .isThrownBy(() -> Loopback.requireSecure(null, "token endpoint"))
                .withMessage("There is no token endpoint; was a variable left unset?");
    }

    @Test
    void aRefusalDoesNotQuoteTheQuery() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loopback.requireSecure("http://a.example/t?key=canary", "token endpoint"))
                .withMessageContaining("http://a.example/t")
                .withMessageNotContaining("canary");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Loopback.requireSecureBase("https://a.example/v1?key=canary", "regional root"))
                .withMessageContaining("The regional root has no query")
                .withMessageContaining("https://a.example/v1")
                .withMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/, https://a.example",
        "https://a.example/v1, https://a.example/v1",
        "http://127.0.0.1:1/x/, http://127.0.0.1:1/x"
    })
    void aBaseHasNoSlashAtItsEnd(String address, String base) {
        assertThat(Loopback.requireSecureBase(address, "regional root")).isEqualTo(base);
    }
}
