package dev.tokentrail.demo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.settings.ServiceSettings.Source;
import dev.tokentrail.demo.settings.ServiceSettings.State;
import dev.tokentrail.provider.gotoapi.GoTo;
import dev.tokentrail.provider.gotoapi.GoToConfig;
import dev.tokentrail.provider.sonetel.Sonetel;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import dev.tokentrail.provider.wso2.Wso2;
import dev.tokentrail.provider.wso2.Wso2Config;
import dev.tokentrail.provider.x3.X3;
import dev.tokentrail.provider.x3.X3Config;
import dev.tokentrail.provider.xbooker.XBooker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {

    private static final String HERE = "http://127.0.0.1:5050/callback";
    private static final String PLANTED = "pl4nted-s3cret";

    @TempDir
    private Path directory;

    @Test
    void everyServiceIsTheEmulatorUnlessSomethingIsSet() {
        Settings settings = Settings.read(Map.of("PATH", "/bin", "X3_CLIENT_ID", " "), Optional.empty());

        assertThat(settings.services())
                .hasSize(5)
                .allSatisfy(service -> assertThat(service.state()).isEqualTo(State.UNSET));
        assertThat(settings.incomplete()).isEmpty();
        assertThatThrownBy(settings::sonetel).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void eachServiceIsRealOnceItsRequiredVariablesAreSet() {
        Settings settings = Settings.read(everyRequiredVariable(), Optional.empty());

        assertThat(settings.services())
                .allSatisfy(service -> assertThat(service.state()).isEqualTo(State.REAL));
        X3Config x3 = settings.x3(HERE);
        assertThat(x3.root()).isEqualTo("https://service.example/v1");
        assertThat(x3.redirectUri()).isEqualTo(HERE);
        assertThat(x3.otherRoots()).isEmpty();
        assertThat(x3.clientSecret().reveal()).isEqualTo("value-of-X3_CLIENT_SECRET");
        assertThat(settings.sonetel())
                .isEqualTo(SonetelConfig.of(
                        "value-of-SONETEL_USERNAME", settings.sonetel().password()));
        assertThat(settings.sonetel().password().reveal()).isEqualTo("value-of-SONETEL_PASSWORD");
        assertThat(settings.xBooker().organizationId()).isEqualTo("value-of-XBOOKER_ORGANIZATION_ID");
        assertThat(settings.xBooker().authAddress()).isEqualTo("https://x-booker.app/auth/v1");
        assertThat(settings.goTo(HERE).address()).isEqualTo(GoToConfig.ADDRESS);
        assertThat(settings.goTo(HERE).api()).isEqualTo(GoToConfig.API);
        assertThat(settings.goTo(HERE).redirectUri()).isEqualTo(HERE);
        assertThat(settings.wso2(HERE).paths()).isEqualTo(Wso2Config.Paths.OAUTH2);
        assertThat(settings.wso2(HERE).gateway()).isNull();
        assertThat(settings.wso2(HERE).redirectUri()).isEqualTo(HERE);
    }

    @Test
    void optionalVariablesReachTheConfiguration() {
        Map<String, String> environment = everyRequiredVariable();
        environment.putAll(Map.of(
                "X3_OTHER_ROOTS", "https://us.example/v1  https://eu.example/v1/",
                "X3_REDIRECT_URI", "https://localhost:5050/callback",
                "SONETEL_TOKEN_ENDPOINT", "http://127.0.0.1:9090/token",
                "SONETEL_API_ADDRESS", "http://[::1]:9090/api",
                "GOTO_SCOPES", "messaging.v1.send users.v1.lines.read",
                "GOTO_ADDRESS", "http://127.0.0.1:9090/goto",
                "GOTO_ISSUER", "http://127.0.0.1:9090/goto",
                "GOTO_API_ADDRESS", "http://localhost:9090/goto"));
        environment.putAll(Map.of(
                "WSO2_PATHS", "gateway",
                "WSO2_TENANT", "example.com",
                "WSO2_SCOPES", "PRODUCTION",
                "XBOOKER_AUTH_ADDRESS", "http://127.0.0.1:9090/auth/v1",
                "XBOOKER_API_ADDRESS", "http://127.0.0.1:9090/delegated/v1"));
        Settings settings = Settings.read(environment, Optional.empty());

        assertThat(settings.x3(HERE).otherRoots()).containsExactly("https://us.example/v1", "https://eu.example/v1");
        assertThat(settings.x3(HERE).redirectUri()).isEqualTo("https://localhost:5050/callback");
        assertThat(settings.sonetel().tokenEndpoint()).isEqualTo("http://127.0.0.1:9090/token");
        assertThat(settings.sonetel().apiAddress()).isEqualTo("http://[::1]:9090/api");
        assertThat(settings.goTo(HERE).scopes()).containsExactly("messaging.v1.send", "users.v1.lines.read");
        assertThat(settings.goTo(HERE).issuer()).isEqualTo("http://127.0.0.1:9090/goto");
        assertThat(settings.goTo(HERE).api()).isEqualTo("http://localhost:9090/goto");
        assertThat(settings.wso2(HERE).paths()).isEqualTo(Wso2Config.Paths.GATEWAY);
        assertThat(settings.wso2(HERE).gateway()).isEqualTo("https://service.example/v1");
        assertThat(settings.wso2(HERE).tenant()).isEqualTo("example.com");
        assertThat(settings.wso2(HERE).scopes()).containsExactly("PRODUCTION");
        assertThat(settings.xBooker().authAddress()).isEqualTo("http://127.0.0.1:9090/auth/v1");
        assertThat(settings.xBooker().apiAddress()).isEqualTo("http://127.0.0.1:9090/delegated/v1");
    }

    @Test
    void aCopiedCommandHasTheSameNamesAsTheTable() {
        Settings settings = Settings.read(everyRequiredVariable(), Optional.empty());
        Token token = Token.of(Secret.of("access")).withRefreshToken(Secret.of("refresh"), Expiry.unknown());

        assertThat(variables(new X3(settings.x3(HERE)).refreshRequest(token))).contains("X3_CLIENT_SECRET");
        assertThat(variables(new Sonetel(settings.sonetel()).passwordRequest())).contains("SONETEL_PASSWORD");
        assertThat(variables(new XBooker(settings.xBooker()).refreshTokenRequest()))
                .contains("XBOOKER_CLIENT_SECRET");
        assertThat(variables(new GoTo(settings.goTo(HERE)).personalAccessTokenRequest(Secret.of("pat"))))
                .contains("GOTO_CLIENT_ID", "GOTO_CLIENT_SECRET");
        assertThat(variables(new Wso2(settings.wso2(HERE)).clientCredentialsRequest(Duration.ofMinutes(1))))
                .contains("WSO2_CLIENT_ID", "WSO2_CLIENT_SECRET");
    }

    private static Set<String> variables(WireRequest request) {
        return CurlCommand.of(request).withVariables().variables().keySet();
    }

    @Test
    void namesEverythingThatIsMissingAtOnce() {
        Settings settings = Settings.read(
                Map.of(
                        "GOTO_CLIENT_ID",
                        "id",
                        "SONETEL_API_ADDRESS",
                        "https://api.example",
                        "X3_CLIENT_SECRET",
                        PLANTED),
                Optional.empty());

        assertThat(settings.incomplete())
                .contains("Sage X3 lacks X3_ROOT and X3_CLIENT_ID; Sonetel lacks SONETEL_USERNAME and SONETEL_PASSWORD;"
                        + " GoTo lacks GOTO_CLIENT_SECRET.");
        assertThat(settings.service(ServiceName.GOTO).state()).isEqualTo(State.INCOMPLETE);
        assertThat(settings.isReal(ServiceName.GOTO)).isFalse();
        assertThat(settings.service(ServiceName.WSO2).state()).isEqualTo(State.UNSET);
    }

    @Test
    void theEnvironmentGoesBeforeTheFile() throws IOException {
        Path file = Files.writeString(
                directory.resolve(".env"),
                "SONETEL_USERNAME=file\nSONETEL_PASSWORD=file\nSONETEL_CLIENT=typed\nOTHER=x\n");

        Settings settings = Settings.read(Map.of("SONETEL_PASSWORD", "environment"), Optional.of(file));

        assertThat(settings.sonetel().username()).isEqualTo("file");
        assertThat(settings.sonetel().password().reveal()).isEqualTo("environment");
        assertThat(settings.service(ServiceName.SONETEL).variables())
                .extracting(ServiceSettings.VariableSetting::source)
                .containsExactly(Source.FILE, Source.ENVIRONMENT, Source.UNSET, Source.UNSET);
        assertThat(settings.unknownNames()).containsExactly("SONETEL_CLIENT");
    }

    @Test
    void aSignInLeadsToNoOtherSourceThanTheRealServicesNeed() {
        Map<String, String> environment = everyRequiredVariable();

        assertThat(Settings.none().signInSources()).isEmpty();
        assertThat(Settings.read(environment, Optional.empty()).signInSources()).containsExactly("https:");
        environment.keySet().removeIf(name -> !name.startsWith("GOTO_") && !name.startsWith("SONETEL_"));
        environment.put("GOTO_ADDRESS", "http://127.0.0.1:9090/goto");
        assertThat(Settings.read(environment, Optional.empty()).signInSources())
                .containsExactly("http://127.0.0.1:9090");
    }

    @Test
    void anAddressIsHttpsOrLoopbackAndTheSentenceSaysWhereItStands() throws IOException {
        Path file = Files.writeString(directory.resolve(".env"), "# real\nWSO2_ADDRESS=http://wso2.example\n");

        assertThatThrownBy(() -> Settings.read(Map.of(), Optional.of(file)))
                .isInstanceOf(SettingsException.class)
                .hasMessage(file + ", line 2: The address in WSO2_ADDRESS must be https, or a loopback address:"
                        + " 'http://wso2.example'");
        assertThatThrownBy(() ->
                        Settings.read(Map.of("X3_OTHER_ROOTS", "https://a.example http://b.example"), Optional.empty()))
                .hasMessage("In the environment: The address in X3_OTHER_ROOTS must be https, or a loopback address:"
                        + " 'http://b.example'");
        assertThatThrownBy(() -> Settings.read(
                        Map.of("GOTO_ADDRESS", "https://user:" + PLANTED + "@a.example"), Optional.empty()))
                .isInstanceOf(SettingsException.class)
                .message()
                .doesNotContain(PLANTED);
        assertThatThrownBy(() -> Settings.read(Map.of("WSO2_PATHS", "oauth"), Optional.empty()))
                .hasMessage("In the environment: WSO2_PATHS is either oauth2 or gateway.");
    }

    @ParameterizedTest
    @EnumSource(Variable.class)
    void aSecretInTheWrongVariableIsNotRepeated(Variable variable) {
        try {
            Settings settings = Settings.read(Map.of(variable.name(), PLANTED), Optional.empty());
            assertThat(settings + settings.services().toString() + settings.incomplete())
                    .contains("INCOMPLETE")
                    .doesNotContain(PLANTED);
        } catch (SettingsException refused) {
            assertThat(refused).message().contains(variable.name()).doesNotContain(PLANTED);
        }
    }

    @Test
    void noConfigurationPrintsItsSecret() {
        Settings settings = Settings.read(everyRequiredVariable(), Optional.empty());

        assertThat("" + settings + settings.x3(HERE) + settings.sonetel() + settings.xBooker() + settings.goTo(HERE)
                        + settings.wso2(HERE))
                .doesNotContain("value-of-X3_CLIENT_SECRET", "value-of-SONETEL_PASSWORD")
                .doesNotContain("value-of-XBOOKER_CLIENT_SECRET", "value-of-GOTO_CLIENT_SECRET")
                .doesNotContain("value-of-WSO2_CLIENT_SECRET");
    }

    @ParameterizedTest
    @EnumSource(Variable.class)
    void theReadmeHasTheSameTable(Variable variable) throws IOException {
        String name = "`" + variable + "`";

        assertThat(Files.readString(Path.of("README.md")))
                .contains(
                        "| " + (variable.isRequired() ? "**" + name + "**" : name) + " | " + variable.meaning() + " |");
    }

    private static Map<String, String> everyRequiredVariable() {
        return Stream.of(Variable.values())
                .filter(Variable::isRequired)
                .collect(Collectors.toMap(
                        Enum::name,
                        variable -> variable.kind() == Variable.Kind.BASE_ADDRESS
                                ? "https://service.example/v1"
                                : "value-of-" + variable));
    }
}
