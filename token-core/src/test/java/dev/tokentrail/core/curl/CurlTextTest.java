package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The commands that shells and curl were seen to run to the byte, in {@link CurlCorpusTest} and {@link CurlSecretsTest}, still
 * read the same. A change that is meant is copied from {@code target/curl-texts.txt} once those tests have passed.
 */
class CurlTextTest {

    private static final int LONGEST = 250;

    @Test
    void everyCommandReadsAsItDidWhenItWasSeenToRun() throws IOException {
        StringBuilder texts = new StringBuilder();
        Stream.concat(Sample.corpus().stream(), HostileSamples.all().stream())
                .filter(sample -> length(sample) < LONGEST)
                .forEach(sample -> {
                    CurlCommand command = CurlCommand.of(sample.request("http://api.example"));
                    String revealed = command.revealSecrets();
                    add(texts, sample.id() + ", revealed", revealed);
                    if (!command.toString().equals(revealed)) {
                        add(texts, sample.id() + ", masked", command.toString());
                    }
                });
        PlantedSecrets.positions().forEach((name, position) -> {
            if (!name.startsWith("multipart")) { // its boundary is another each time
                for (String secret : new String[] {"plain-secret_1.~", "it's\\ \"$x\" %41&=+\u00e9{}"}) {
                    CurlCommand command = CurlCommand.of(position.apply("https://api.example", Secret.of(secret))
                            .service("X")
                            .build());
                    add(texts, name + ", masked", command.toString());
                    add(texts, name + ", variables", command.withVariables().text());
                    add(texts, name + ", values", shown(command.withVariables()));
                }
            }
        });
        Files.writeString(Path.of("target", "curl-texts.txt"), texts);
        try (InputStream seen = CurlTextTest.class.getResourceAsStream("curl-texts.txt")) {
            assertThat(texts.toString()).isEqualTo(new String(seen.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static int length(Sample sample) {
        int headers = sample.headers().stream().mapToInt(String::length).sum();
        return headers + sample.target().length() + (sample.body() == null ? 0 : sample.body().length);
    }

    private static void add(StringBuilder texts, String title, String text) {
        texts.append("== ").append(title).append('\n').append(text).append('\n');
    }

    private static String shown(CurlCommand command) {
        StringBuilder values = new StringBuilder();
        command.variables()
                .forEach((name, value) ->
                        values.append(name).append(": ").append(value.reveal()).append('\n'));
        return values.toString();
    }
}
