package dev.tokentrail.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireResponseTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json                | application/json
            Application/JSON; charset=utf-8 | application/json
            ' text/html ;x'                 | text/html
            ;charset=utf-8                  | ''
            """)
    void theMediaTypeIsWhatStandsBeforeTheParameters(String contentType, String mediaType) {
        assertThat(response(contentType, new byte[0]).mediaType()).isEqualTo(mediaType);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/plain                         | UTF-8
            text/plain; charset=ISO-8859-1     | ISO-8859-1
            text/plain;Charset = "iso-8859-1"  | ISO-8859-1
            text/plain; charset=no-such        | UTF-8
            text/plain; charset=%%%            | UTF-8
            """)
    void theTextIsReadInTheStatedCharacterSet(String contentType, String charset) throws Exception {
        assertThat(response(contentType, "caf\u00e9".getBytes(charset)).text()).isEqualTo("caf\u00e9");
    }

    @Test
    void itSaysWhatItIsAndNotWhatItHolds() {
        WireResponse json = response("application/json", "canary".getBytes(StandardCharsets.UTF_8));
        assertThat(json).hasToString("200 application/json, 6 bytes");
        assertThat(new WireResponse(404, List.of(), new byte[0])).hasToString("404 no content type, 0 bytes");
        assertThat(json.header("content-TYPE")).hasValue("application/json");
        assertThat(json.header("X")).isEmpty();
        assertThat(json.headers()).containsExactly(new Header("Content-Type", "application/json"));
    }

    @Test
    void itsBodyCannotBeChanged() {
        byte[] given = {1, 2};
        WireResponse response = response("a/b", given);
        given[0] = 9;
        response.body()[1] = 9;
        assertThat(response.body()).containsExactly(1, 2);
    }

    private static WireResponse response(String contentType, byte[] body) {
        return new WireResponse(200, List.of(new Header("Content-Type", contentType)), body);
    }

    @Test
    void aHeaderPrintsWithoutItsSecret() {
        assertThat(new Header("Authorization", "Bearer canary")).hasToString("Authorization: ***");
        assertThat(new Header("Accept", "a/b")).hasToString("Accept: a/b");
    }
}
