package dev.tokentrail.demo.flow.sonetel;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.CallStep;
import dev.tokentrail.demo.flow.step.Told;
import dev.tokentrail.demo.flow.step.Words;
import dev.tokentrail.provider.sonetel.Sonetel;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import java.util.List;

/** The step that trades a user's name and password for a token. */
final class PasswordStep {

    private static final String FORM = "form";
    private static final String MULTIPART = "multipart";
    private static final String YES = "yes";
    private static final String NO = "no";

    private PasswordStep() {}

    /** With one of Sonetel's two public clients. */
    static Step with(String client, String explanation, String encoding) {
        return CallStep.describe("get-token", "Trade name and password for a token", explanation)
                .with(walk -> fields(walk, encoding))
                .sending(
                        (walk, values) -> SonetelConnection.with(walk, config(walk, values, client))
                                .passwordRequest(),
                        (walk, values) -> SonetelConnection.inJava(config(walk, values, client))
                                + "\nToken token = sonetel.token();",
                        (walk, values) -> {
                            SonetelConfig config = config(walk, values, client);
                            Token token = SonetelConnection.with(walk, config).token();
                            return "Sonetel took name and password and gave a token. "
                                    + SonetelConnection.keep(walk, config, token)
                                    + Sonetel.unverifiedAccountId(token)
                                            .map(id -> " It names the account " + Told.cut(id)
                                                    + ", which is to be believed only once its signature was checked.")
                                            .orElse("");
                        });
    }

    static Step form(String explanation) {
        return with(SonetelConfig.API_CLIENT, explanation, FORM);
    }

    static Step multipart(String explanation) {
        return with(SonetelConfig.WEB_CLIENT, explanation, MULTIPART);
    }

    private static List<Field> fields(Walk walk, String encoding) {
        boolean demo = walk.emulated();
        return List.of(
                Field.text(
                        "username",
                        "E-mail address",
                        walk.connections().sonetel().username(),
                        "The one that the person signs in with at sonetel.com."),
                Field.secret(
                        "password",
                        "Password",
                        demo ? "password" : "",
                        demo ? "The emulator's is: password." : "Leave it empty for the configured one."),
                Field.choice(
                        "refresh",
                        "Ask for a refresh token",
                        List.of(YES, NO),
                        "Without it a program has to keep the password to get the next token."),
                Field.choice(
                        "body",
                        "How the body is written",
                        encoding.equals(FORM) ? List.of(FORM, MULTIPART) : List.of(MULTIPART, FORM),
                        "Sonetel takes both: a form as in the standard, and multipart as in its tutorial."));
    }

    private static SonetelConfig config(Walk walk, Values values, String client) {
        SonetelConfig configured = walk.connections().sonetel();
        Secret password = walk.emulated() || !values.text("password").isEmpty()
                ? values.secret("password")
                : configured.password();
        SonetelConfig config = new SonetelConfig(
                Words.required(values, "username", "Fill in the e-mail address of the person."),
                password,
                client,
                values.text("body").equals(FORM) ? SonetelConfig.Encoding.FORM : SonetelConfig.Encoding.MULTIPART,
                true,
                configured.tokenEndpoint(),
                configured.apiAddress());
        return values.text("refresh").equals(YES) ? config : config.withoutRefresh();
    }
}
