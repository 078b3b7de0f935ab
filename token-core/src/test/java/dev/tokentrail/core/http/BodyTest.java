package dev.tokentrail.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.secret.Secret;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import okhttp3.MultipartReader;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Every encoding, read back by somebody else's parser. */
class BodyTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Provide
    Arbitrary<Parameters> parameters() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars(
                        'a', 'Z', '0', ' ', '+', '&', '=', '%', '~', '*', '"', '\\', '\'', '\r', '\n', '-', '\t', 'é')
                .withChars("€/:;,<>@#\u0000\u001b\u0085\u202e")
                .ofMaxLength(30)
                .map(value -> value.length() == 7 ? value + "😀--tokentrail-form-data" : value);
        return Combinators.combine(text.filter(name -> !name.isEmpty()), text)
                .as(Map::entry)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(entries -> entries.stream()
                        .reduce(
                                Parameters.none(),
                                (all, entry) -> all.and(entry.getKey(), entry.getValue()),
                                Parameters::andAll));
    }

    @Property(tries = 1000)
    void aFormIsReadBackByTheJdkAndUsesCurlsAlphabet(@ForAll("parameters") Parameters parameters) {
        String form = new String(new Body.Form(parameters).bytes(), StandardCharsets.UTF_8);
        assertThat(form).matches("[A-Za-z0-9._~%+&=-]*").doesNotContainPattern("%[0-9A-F]?[a-f]");
        List<Map.Entry<String, String>> read = new ArrayList<>();
        for (String pair : form.split("&")) {
            String[] parts = pair.split("=", -1);
            read.add(Map.entry(decoded(parts[0]), decoded(parts[1])));
        }
        assertThat(read).isEqualTo(entries(parameters));
    }

    @Property(tries = 1000)
    void aMultipartBodyIsReadBackByOkHttp(@ForAll("parameters") Parameters parameters) throws IOException {
        Body.Multipart body = Body.multipart(parameters);
        assertThat(body.bytes()).isEqualTo(Body.multipart(parameters).bytes());
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (MultipartReader reader = new MultipartReader(new Buffer().write(body.bytes()), body.boundary())) {
            for (var part = reader.nextPart(); part != null; part = reader.nextPart()) {
                assertThat(part.headers().size()).isEqualTo(1);
                names.add(part.headers().get("Content-Disposition"));
                values.add(part.body().readUtf8());
            }
        }
        assertThat(values)
                .isEqualTo(parameters.list().stream()
                        .map(Parameters.Parameter::value)
                        .toList());
        assertThat(names)
                .isEqualTo(parameters.list().stream()
                        .map(parameter -> "form-data; name=\""
                                + parameter
                                        .name()
                                        .replace("\"", "%22")
                                        .replace("\r", "%0D")
                                        .replace("\n", "%0A") + "\"")
                        .toList());
    }

    @Property(tries = 1000)
    void aJsonBodyIsReadBackByJackson(@ForAll("parameters") Parameters parameters) {
        Map<String, Object> expected = new LinkedHashMap<>();
        parameters.list().forEach(parameter -> expected.put(parameter.name(), parameter.value()));
        byte[] json = new Body.Json(parameters).bytes();
        assertThat(MAPPER.readValue(json, Object.class)).isEqualTo(expected);
        assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("\n");
    }

    @Property(tries = 2000)
    void anyTextIsEncodedWithoutLossOrRefused(@ForAll String name, @ForAll String value) {
        try {
            Parameters parameters = Parameters.of(name, value);
            String[] parts = FormEncoding.encode(parameters).split("=", -1);
            assertThat(decoded(parts[0])).isEqualTo(name);
            assertThat(decoded(parts[1])).isEqualTo(value);
        } catch (IllegalArgumentException refused) {
            assertThat(name + value).matches("(?s).*[\\ud800-\\udfff].*");
        }
    }

    @Test
    void halfASurrogatePairIsRefusedBeforeItBecomesSomethingElse() {
        assertThatThrownBy(() -> Parameters.of("password", "canary\ud800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("password")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"", "a\r\nX: y", "ä"})
    void refusesABoundaryThatWouldBreakTheHeader(String boundary) {
        assertThatThrownBy(() -> new Body.Multipart(boundary, Parameters.none()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesABoundaryThatStandsInAValue() {
        assertThatThrownBy(() -> new Body.Multipart("x", Parameters.of("password", "canary--x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void aBoundaryIsDrawnUntilItStandsInNoValue() {
        assertThat(Body.multipart(Parameters.of("a", "--tokentrail-form-dat")).boundary())
                .isEqualTo("tokentrail-form-data");
        assertThat(Body.multipart(Parameters.of("a", "--tokentrail-form-data").and("b", "--tokentrail-form-data-1"))
                        .boundary())
                .isEqualTo("tokentrail-form-data-2");
    }

    @Test
    void eachBodyNamesItsContentType() {
        assertThat(new Body.None().contentType()).isNull();
        assertThat(new Body.None().bytes()).isEmpty();
        assertThat(new Body.Form(Parameters.none()).contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(new Body.Json(Parameters.none()).contentType()).isEqualTo("application/json");
        assertThat(new Body.Multipart("x", Parameters.none()).contentType())
                .isEqualTo("multipart/form-data; boundary=x");
        Body.Raw json = Body.json(Map.of("a", List.of(1)));
        assertThat(json.contentType()).isEqualTo("application/json");
        assertThat(json.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":[1]}");
        assertThat(json).hasToString("Raw[9 bytes, application/json]");
    }

    @Test
    void parametersAreEqualByWhatTheyHold() {
        assertThat(Parameters.of("a", "b"))
                .isEqualTo(Parameters.none().and("a", "b"))
                .hasSameHashCodeAs(Parameters.none().and("a", "b"))
                .isNotEqualTo(Parameters.of("a", "c"))
                .isNotEqualTo("[a=b]");
        assertThat(Parameters.of("a", "b").hashCode())
                .isNotEqualTo(Parameters.of("a", "c").hashCode());
        assertThat(Parameters.of("password", "").secrets()).isEmpty();
        assertThatThrownBy(() -> Parameters.of("canary\ud800", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name of a parameter");
    }

    @Test
    void givesCopiesOfItsBytes() {
        byte[] given = {1, 2};
        Body.Raw raw = new Body.Raw(given, null);
        given[0] = 9;
        raw.bytes()[1] = 9;
        assertThat(raw.bytes()).containsExactly(1, 2);
    }

    @Test
    void parametersAreImmutableAndMaskWhatIsSecret() {
        Parameters one = Parameters.of("grant_type", "password");
        Parameters two = one.and("username", "u").and("password", "canary").and("pin", Secret.of("canary"));
        assertThat(one.list()).hasSize(1);
        assertThat(two).hasToString("[grant_type=password, username=u, password=***, pin=***]");
        assertThat(two.secrets()).containsExactly(Secret.of("canary"), Secret.of("canary"));
        assertThat(two.andIfPresent("a", null).andIfPresent("b", "").andScope(List.of()))
                .isSameAs(two);
        assertThat(Parameters.none().andScope(List.of("a", "b"))).isEqualTo(Parameters.of("scope", "a b"));
        assertThat(Parameters.of("a", "1").andAll(Parameters.of("b", "2")))
                .isEqualTo(Parameters.of("a", "1").and("b", "2"));
    }

    private static List<Map.Entry<String, String>> entries(Parameters parameters) {
        return parameters.list().stream()
                .map(parameter -> Map.entry(parameter.name(), parameter.value()))
                .toList();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
