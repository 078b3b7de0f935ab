package dev.tokentrail.demo.web.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.RunningDemo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that is copied from a call's page and run in a shell gets the answer that the page shows. */
class CopiedCommandTest {

    private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":(\"[^\"]*\"|[\\w.]+)");

    private static RunningDemo demo;
    private static Session session;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        demo = new RunningDemo();
        session = Session.begin(demo).walk("wso2", "client-credentials");
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void in_each_mode_and_layout() throws Exception {
        Guest guest = session.guest();
        assertThat(guest.post("/trail/reveal", "_csrf", guest.csrfToken(), "reveal", "on", "back", "/trail/1")
                        .location()
                        .getPath())
                .isEqualTo("/trail/1");
        String shown = text(page("/trail/1"), "Raw response");
        Map<String, String> variables = variables();
        for (String layout : new String[] {"one", "many"}) {
            String clear = text(page("/trail/1?shell=sh&secrets=revealed&lines=" + layout), "cURL command");
            assertSameAnswer(Sh.run(clear, directory, Map.of()), shown);
            String named = text(page("/trail/1?shell=sh&secrets=variables&lines=" + layout), "cURL command");
            assertThat(named).contains("$WSO2_CLIENT_SECRET");
            assertSameAnswer(Sh.run(named, directory, variables), shown);
            String masked = text(page("/trail/1?shell=sh&secrets=masked&lines=" + layout), "cURL command");
            assertThat(Sh.run(masked, directory, Map.of()).output())
                    .as("a masked command is refused by the service, not by the shell")
                    .contains("invalid_client");
        }
        Files.writeString(
                directory.resolve("request.curl"),
                text(page("/trail/1?shell=config&secrets=revealed"), "cURL command"));
        assertSameAnswer(Sh.run("curl --config request.curl", directory, Map.of()), shown);
    }

    /** The variables as the revealed script of the session sets them. */
    private static Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        Matcher set = Pattern.compile("(?m)^(WSO2_\\w+)='([^']*)'$")
                .matcher(session.guest()
                        .get("/trail/session.sh?secrets=revealed")
                        .body());
        while (set.find()) {
            variables.put(set.group(1), set.group(2));
        }
        return variables;
    }

    /** The same members with the same values, but for the token, which is another each time. */
    private static void assertSameAnswer(Sh.Result result, String shown) {
        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isZero();
        Map<String, String> expected = members(shown.substring(shown.indexOf("\n\n")));
        assertThat(expected).containsKey("access_token");
        assertThat(members(result.output())).isEqualTo(expected);
    }

    private static Map<String, String> members(String json) {
        Map<String, String> members = new LinkedHashMap<>();
        Matcher found = MEMBER.matcher(json);
        while (found.find()) {
            members.put(found.group(1), found.group(1).equals("access_token") ? "a token" : found.group(2));
        }
        return members;
    }

    private static Document page(String address) {
        return session.guest().get(address).page();
    }

    private static String text(Document page, String label) {
        return page.expectFirst("pre[aria-label=" + label + "] code").wholeText();
    }
}
