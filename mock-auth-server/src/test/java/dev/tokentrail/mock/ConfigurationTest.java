package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | The configuration is not valid: Not valid JSON (line 1, column 2)",
                "[] | The configuration is not valid: Not a JSON object",
                "{} {} | The configuration is not valid: Text after the JSON object",
                "{\"x3\":{},\"x3\":{}} | The configuration is not valid: Not valid JSON (line 1, column 14)",
                "{\"x4\":{}} | Unknown key x4; known here: faults, goto, interactive, journal, sonetel, wso2, x3, xbooker",
                "{\"x3\":[]} | x3 must be an object, not a list",
                "{\"journal\":\"many\"} | journal must be a whole number from 0 to 1000000, not \"many\"",
                "{\"journal\":-1} | journal must be a whole number from 0 to 1000000, not -1",
                "{\"journal\":1.5} | journal must be a whole number from 0 to 1000000, not 1.5",
                "{\"x3\":{\"clients\":{}}} | x3.clients must be a list, not an object",
                "{\"x3\":{\"clients\":[{\"id\":\"a\"}]}} | x3.clients[0].secret is missing",
                "{\"x3\":{\"clients\":[{\"id\":\"a\",\"secret\":1}]}} | x3.clients[0].secret must be a text, not what is there",
                "{\"x3\":{\"clients\":[{\"id\":\"a\",\"secret\":\"b\"},{\"id\":\"a\",\"secret\":\"b\",\"enabled\":true}]}} | Unknown key x3.clients[1].enabled; known here: authorizationCodeParameter, disabled, id, redirectUris, secret",
                "{\"x3\":{\"clients\":[{\"id\":\"a\",\"secret\":\"b\",\"disabled\":\"yes\"}]}} | x3.clients[0].disabled must be true or false, not \"yes\"",
                "{\"x3\":{\"customers\":[{\"url\":\"a\",\"region\":\"mars\"}]}} | x3.customers[0].region must be \"eu\" or \"us\", not \"mars\"",
                "{\"x3\":{\"accessTokenSeconds\":0}} | x3.accessTokenSeconds must be a whole number from 1 to 315360000, not 0",
                "{\"x3\":{\"refreshTokenReuse\":\"allowed\"}} | x3.refreshTokenReuse must be \"refused\" or \"family-ended\", not \"allowed\"",
                "{\"sonetel\":{\"refreshTokenGraceSeconds\":2592001}} | sonetel.refreshTokenGraceSeconds must be a whole number from 0 to 2592000, not 2592001",
                "{\"wso2\":{\"refreshTokenGraceSeconds\":\"PT1M\"}} | wso2.refreshTokenGraceSeconds must be a whole number from 0 to 2592000, not \"PT1M\"",
                "{\"goto\":{\"refreshTokenReuse\":\"refused\"}} | Unknown key goto.refreshTokenReuse; known here: accessTokenSeconds, claims, clients, codeSeconds, interactive, password, personalAccessTokens, principal, refreshTokenRenewalDays, refreshTokenSeconds, requestsPerSecond, signingAlgorithm, tokenMembers, tokensSignedAhead, users",
                "{\"goto\":{\"signingAlgorithm\":\"HS256\"}} | goto.signingAlgorithm must be \"RS256\" or \"ES256\", not \"HS256\"",
                "{\"wso2\":{\"signingAlgorithm\":\"es256\"}} | wso2.signingAlgorithm must be \"RS256\" or \"ES256\", not \"es256\"",
                "{\"wso2\":{\"signingAlgorithm\":256}} | wso2.signingAlgorithm must be a text, not 256",
                "{\"sonetel\":{\"signingAlgorithm\":\"ES256\"}} | Unknown key sonetel.signingAlgorithm; known here: accessTokenSeconds, claims, clients, expiresIn, refreshTokenGraceSeconds, refreshTokenReuse, refreshTokenSeconds, tokenMembers, users",
                "{\"xbooker\":{\"apps\":[{\"id\":\"a\",\"secret\":\"b\",\"expires\":\"soon\"}]}} | xbooker.apps[0].expires must be an instant such as \"2030-01-31T00:00:00Z\", not \"soon\"",
                "{\"wso2\":{\"version\":\"5.0\"}} | wso2.version must be one of 1.10, 2.0, 2.1, 2.6, 3.0, 3.2, 4.0, 4.2, 4.5, 4.7, 1.x, 2.x, 3.x, 4.x, not \"5.0\"",
                "{\"wso2\":{\"applications\":[{\"key\":\"a\",\"secret\":\"b\",\"subscription\":\"gold\"}]}} | wso2.applications[0].subscription must be \"active\", \"none\", \"inactive\" or \"blocked\", not \"gold\""
            })
    void a_mistake_is_named_with_its_key(String json, String sentence) {
        assertThatThrownBy(() -> MockAuthServer.create().configure(json).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void json_past_the_limits_is_told_in_a_sentence() {
        for (String json : List.of("{\"x3\":".repeat(40), "{\"journal\":" + "9".repeat(40) + "}")) {
            assertThatThrownBy(() -> MockAuthServer.create().configure(json))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The configuration is not valid: JSON nested deeper than 20, or with a number or a text too"
                                    + " long");
        }
    }

    @Test
    void a_file_is_read_and_a_missing_one_named(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("mock.json"),
                "{\"sonetel\":{\"users\":[{\"name\":\"a@b.example\",\"password\":\"p w\"}]}}");
        try (MockAuthServer mock = MockAuthServer.create().configure(file).start()) {
            assertThat(Caller.postForm(
                                    mock.sonetel().uri("/SonetelAuth/oauth/token"),
                                    Caller.form("grant_type", "password", "username", "a@b.example", "password", "p w"),
                                    "Authorization",
                                    Caller.basic("sonetel-api", "sonetel-api"))
                            .status())
                    .isEqualTo(200);
        }
        assertThatThrownBy(() -> MockAuthServer.create().configure(directory.resolve("none.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.json");
    }

    @Test
    void a_taken_port_and_a_foreign_address_are_told_plainly() {
        try (MockAuthServer first = MockAuthServer.start()) {
            assertThatThrownBy(() -> MockAuthServer.create().port(first.port()).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("port " + first.port())
                    .hasMessageContaining("taken");
        }
        assertThatThrownBy(() -> MockAuthServer.create().host("192.0.2.1").start())
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> MockAuthServer.create().host("no such host").start())
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> MockAuthServer.create().host(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The host to listen at is blank; 0.0.0.0 stands for every address");
        assertThatThrownBy(() -> MockAuthServer.create().port(70_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MockAuthServer.create().only("gogo"))
                .hasMessage("There is no service gogo; there are x3, sonetel, xbooker, goto, wso2");
    }

    @Test
    void the_newest_of_a_generation_can_be_asked_for() {
        for (Map.Entry<String, String> version :
                Map.of("2.x", "2.6", "3.x", "3.2", "4.x", "4.7").entrySet()) {
            try (MockAuthServer mock = MockAuthServer.create()
                    .configure("{\"wso2\":{\"version\":\"" + version.getKey() + "\"}}")
                    .start()) {
                assertThat(Caller.get(java.net.URI.create(mock.url() + "/")).body())
                        .contains("version " + version.getValue());
            }
        }
    }
}
