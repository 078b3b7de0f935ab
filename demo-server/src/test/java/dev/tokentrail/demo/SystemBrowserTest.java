package dev.tokentrail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemBrowserTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, xdg-open http://127.0.0.1:1",
        "FreeBSD, xdg-open http://127.0.0.1:1",
        "Mac OS X, open http://127.0.0.1:1",
        "Windows 11, 'rundll32 url.dll,FileProtocolHandler http://127.0.0.1:1'"
    })
    void eachSystemHasItsCommand(String system, String command) {
        assertThat(String.join(" ", SystemBrowser.command(system, "http://127.0.0.1:1")))
                .isEqualTo(command);
    }
}
