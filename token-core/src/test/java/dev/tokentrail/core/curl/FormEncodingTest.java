package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.FormEncoding;
import dev.tokentrail.core.http.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library's form encoder and {@code curl --data-urlencode} write the same bytes. */
@Tag("slow")
class FormEncodingTest {

    private static final int ROUNDS = 40;

    @TempDir
    private Path temporary;

    /** Every character of ASCII but NUL, which no argument holds, and characters of two, three and four bytes. */
    @Test
    void writesTheBytesOfCurl() throws IOException {
        Path curl = Shell.require("curl");
        Random random = new Random(7);
        List<String> values = new ArrayList<>(List.of("", "a", " ", "  ", "a b", "=", "@a", "&", "~*.-_", "\r\n"));
        StringBuilder ascii = new StringBuilder();
        for (char c = 1; c < 0x80; c++) {
            ascii.append(c);
        }
        values.add(ascii.toString());
        values.add("\u0080\u00e9\u07ff\u0800\u20ac\uffff\ud83d\ude00\udbff\udfff");
        for (int i = 0; i < ROUNDS; i++) {
            values.add(random.ints(20, 1, 0x2fff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        List<String> command = new ArrayList<>(List.of(curl.toString()));
        Parameters parameters = Parameters.none();
        for (String value : values) {
            parameters = parameters.and("n", value);
            command.addAll(List.of("--data-urlencode", "n=" + value));
        }
        try (RawServer server = new RawServer()) {
            command.add(server.origin("form"));
            String errors = Shell.run(command, Files.createDirectory(temporary.resolve("work")), Map.of());
            assertThat(server.received("form")).as(errors).hasSize(1);
            assertThat(new String(server.received("form").get(0).body(), StandardCharsets.UTF_8))
                    .isEqualTo(FormEncoding.encode(parameters));
        }
    }
}
