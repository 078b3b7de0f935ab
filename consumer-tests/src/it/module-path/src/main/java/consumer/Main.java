package consumer;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.provider.sonetel.Sonetel;
import dev.tokentrail.provider.sonetel.SonetelConfig;

/** Asks the Sonetel whose token endpoint is its argument for a user's token. */
public final class Main {

    public static void main(String[] arguments) {
        SonetelConfig config =
                SonetelConfig.of("user@example.com", Secret.of("password")).withTokenEndpoint(arguments[0]);
        Sonetel sonetel = new Sonetel(config);
        System.out.println(CurlCommand.of(sonetel.passwordRequest()));
        try (TokenSource tokens = TokenSource.of(sonetel)) {
            Token token = tokens.token();
            System.out.println(token);
            System.out.println(sonetel.refresh(token));
        }
        ModuleLayer.boot().modules().stream()
                .map(Module::getName)
                .sorted()
                .forEach(name -> System.out.println("module " + name));
    }

    private Main() {}
}
