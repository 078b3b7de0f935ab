package dev.tokentrail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsPageTest {

    private static final String PLANTED = "pl4nted-s3cret";

    @TempDir
    private Path directory;

    @Test
    void showsWhatIsSetAndMissingAndNoValue() throws IOException {
        Path file = Files.writeString(
                Files.createDirectory(directory.resolve("<b>&")).resolve("env"),
                "SONETEL_USERNAME=" + PLANTED + "\nSONETEL_PASSWORD=" + PLANTED + "\nSONETEL_PASWORD=" + PLANTED
                        + "\n");
        Settings settings = Settings.read(
                Map.of("GOTO_CLIENT_SECRET", PLANTED, "XBOOKER_AUTH_ADDRESS", "https://" + PLANTED + ".example"),
                Optional.of(file));

        Document page = page(settings);

        assertThat(page.html()).doesNotContain(PLANTED);
        assertThat(page.select("main").text())
                .as("the name of the file is text")
                .contains(file.toString());
        assertThat(page.select("#incomplete").text())
                .contains("X Booker lacks XBOOKER_ORGANIZATION_ID, XBOOKER_CLIENT_ID and XBOOKER_CLIENT_SECRET;"
                        + " GoTo lacks GOTO_CLIENT_ID.");
        assertThat(page.select("#unknown").text()).endsWith("SONETEL_PASWORD.");
        assertThat(states(page)).containsExactly("UNSET", "REAL", "INCOMPLETE", "INCOMPLETE", "UNSET");
        assertThat(badge(page, "SONETEL_PASSWORD")).isEqualTo("set in the file");
        assertThat(badge(page, "SONETEL_API_ADDRESS")).isEqualTo("optional");
        assertThat(badge(page, "GOTO_CLIENT_SECRET")).isEqualTo("set in the environment");
        assertThat(badge(page, "GOTO_CLIENT_ID")).isEqualTo("missing");
        assertThat(badge(page, "X3_ROOT")).isEqualTo("required");
    }

    @Test
    void saysThatNothingStandsForAServiceIfThereIsNoEmulator() {
        Settings settings = Settings.read(
                        Map.of("SONETEL_USERNAME", "user@example.com", "SONETEL_PASSWORD", PLANTED), Optional.empty())
                .withoutEmulator();

        Document page = page(settings);

        assertThat(page.select("main").text()).contains("this server was started without the emulator");
        assertThat(page.select("[data-state=UNSET]").eachText()).hasSize(4).allMatch(text -> text.startsWith("off "));
        assertThat(page.select("#incomplete, #unknown")).isEmpty();
    }

    @Test
    void everyPageLeadsHere() {
        try (RunningDemo demo = new RunningDemo()) {
            assertThat(new Guest(demo.origin()).get("/").page().select("a[href=/settings]"))
                    .isNotEmpty();
        }
    }

    private static List<String> states(Document page) {
        return page.select("[data-state]").eachAttr("data-state");
    }

    private static String badge(Document page, String variable) {
        return page.select("dt:has(code:matchesOwn(^" + variable + "$)) .badge").text();
    }

    private static Document page(Settings settings) {
        try (DemoApplication demo = DemoApplication.start(
                ListenAddress.plain("127.0.0.1", 0), settings, Optional.empty(), Clock.systemUTC())) {
            Guest.Reply reply = new Guest(demo.origin()).get("/settings");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Cache-Control")).contains("no-store");
            return reply.page();
        }
    }
}
