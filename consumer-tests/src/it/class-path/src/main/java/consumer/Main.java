package consumer;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.provider.wso2.Wso2;
import dev.tokentrail.provider.wso2.Wso2Config;
import java.time.Duration;

/** Asks the WSO2 API Manager at the address that is its argument for a token of its own. */
public final class Main {

    public static void main(String[] arguments) {
        Wso2Config config = Wso2Config.atServer(
                arguments[0], "wU62DjlyDBnq87GlBwplfqvmAbAa", Secret.of("ksdSdoefDDP7wpaElfqvmjDue"));
        Wso2 wso2 = new Wso2(config);
        System.out.println(CurlCommand.of(wso2.clientCredentialsRequest(Duration.ofHours(1))));
        try (TokenSource tokens = TokenSource.of(wso2, wso2::clientCredentials)) {
            Token token = tokens.token();
            System.out.println(token);
        }
    }

    private Main() {}
}
