package dev.tokentrail.demo.web.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.RunningDemo;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.step.Visit;
import dev.tokentrail.mock.MockAuthServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The picture in each provider's README is the one that the demo draws of a walk. {@code -Dreadme.write=true} writes them anew.
 */
class ReadmePicturesTest {

    private static final String BEGIN = "```mermaid\n";
    private static final String END = "```\n";

    private static MockAuthServer emulator;

    @BeforeAll
    static void start() {
        emulator = Visit.startEmulator();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "x3, pairing",
        "sonetel, password",
        "xbooker, delegated-access",
        "goto, authorization-code",
        "wso2, authorization-code"
    })
    void the_readme_shows_the_walk_of_a_flow(String id, String flow) throws IOException {
        DemoService service = RunningDemo.service(id);
        Path readme = Path.of("..", "provider-" + id, "README.md");
        String text = Files.readString(readme);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END, begin);
        assertThat(begin).as("a block of mermaid in " + readme).isGreaterThanOrEqualTo(BEGIN.length());
        String walked = walked(service, flow);
        if (Boolean.getBoolean("readme.write")) {
            Files.writeString(readme, text.substring(0, begin) + walked + text.substring(end));
            return;
        }
        assertThat(text.substring(begin, end)).isEqualTo(walked);
    }

    private static String walked(DemoService service, String flow) {
        try (Visit visit = Visit.of(emulator, service)) {
            for (Step step : service.flow(flow).orElseThrow().steps()) {
                if (step.id().equals("sign-in")) {
                    visit.signsIn(flow, Map.of());
                } else {
                    visit.goesWell(flow, step.id());
                }
            }
            // How long an answer took is the one thing that differs from walk to walk.
            return Picture.of(visit.trail().entries(), any -> service.title())
                    .mermaid()
                    .replaceAll("(?m)^(.*-->>app: .*), [^,\\n]*$", "$1");
        }
    }
}
