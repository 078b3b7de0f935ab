package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.curl.CurlDialect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Files for {@code curl --config}: read by curl's rules, each sends the very request. */
public final class CurlConfigurationFuzz {

    private CurlConfigurationFuzz() {}

    /** The input is method and target, header lines and the body. */
    public static void fuzzerTestOneInput(byte[] input) {
        CurlCase.of(input).ifPresent(CurlConfigurationFuzz::runs);
    }

    private static void runs(CurlCase one) {
        CurlCommand command = CurlCommand.of(one.request()).in(CurlDialect.CONFIG_FILE);
        CurlCase.text(command, CurlCommand::text);
        CurlCase.text(command.withVariables(), CurlCommand::text);
        for (CurlCommand way : new CurlCommand[] {command, command.keepingSecretsOutOfProcessList()}) {
            String text = CurlCase.text(way, CurlCommand::revealSecrets);
            if (text != null) {
                Optional<byte[]> body = way.revealSecretsInBodyFile();
                one.isSentBy(CurlConfiguration.arguments(CurlCase.bytes(text)), name -> {
                    assertThat(name).isEqualTo("request-body.bin");
                    return new String(body.orElseThrow(), StandardCharsets.ISO_8859_1);
                });
            }
        }
    }
}
