package dev.tokentrail.demo.web.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** No text of the trail shows a secret, wherever it was planted, until it is revealed. */
class MaskingTest {

    private static final String URL = "http://127.0.0.1:9/_ns/someone/goto/oauth/token";
    private static final String CLIENT_SECRET = "pl4nted/client+secret";
    private static final String TOKEN = "pl4nted-access-token-of-an-answer";
    private static final String REFRESH = "pl4nted-refresh-token-of-an-answer";
    private static final String CODE = "pl4nted-code";
    private static final String COOKIE = "pl4nted-cookie";

    private static final List<String> PLANTED = List.of(CLIENT_SECRET, TOKEN, REFRESH, CODE, COOKIE);

    private static final Map<String, Function<Calls, String>> TEXTS = texts();

    private static Map<String, Function<Calls, String>> texts() {
        Map<String, Function<Calls, String>> texts = new LinkedHashMap<>();
        for (CurlChoice.Language language : CurlChoice.Language.values()) {
            for (CurlChoice.Secrets secrets : CurlChoice.Secrets.values()) {
                texts.put(
                        language + " " + secrets,
                        calls -> calls.texts(false).curl(new CurlChoice(language, false, secrets))
                                + calls.texts(false).curl(new CurlChoice(language, true, secrets)));
            }
        }
        texts.put("request", calls -> calls.texts(false).rawRequest());
        texts.put("response", calls -> calls.texts(false).rawResponse());
        texts.put(
                "titles",
                calls -> calls.texts(false).title() + calls.texts(false).shortTitle());
        texts.put("script", calls -> SessionScript.of(calls.list(), Revealing.NOTHING));
        texts.put("archive", calls -> SessionHar.of(calls.list()));
        texts.put("test", calls -> SessionTestSource.of(calls.entries(), "http://127.0.0.1:9/_ns/someone"));
        texts.put(
                "picture",
                calls -> Picture.of(calls.entries(), service -> service).toString());
        return texts;
    }

    @Test
    void nothing_planted_is_in_any_masked_text() {
        Calls calls = planted();
        TEXTS.forEach((name, text) -> {
            String shown = text.apply(calls);
            assertThat(shown).as(name).isNotEmpty();
            for (String secret : PLANTED) {
                assertThat(shown)
                        .as(name)
                        .doesNotContain(secret)
                        .doesNotContain(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            }
            assertThat(shown)
                    .as(name)
                    .doesNotContain(Base64.getEncoder()
                            .encodeToString(("id:" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8)));
        });
    }

    @Test
    void the_revealed_texts_are_what_went_over_the_wire() {
        CallTexts texts = planted().texts(true);
        assertThat(texts.rawRequest()).contains("X-Trace: " + TOKEN, COOKIE, "\"remark\":\"" + REFRESH);
        assertThat(texts.rawResponse()).contains(TOKEN, CODE);
        assertThat(texts.curl(new CurlChoice(CurlChoice.Language.SH, false, CurlChoice.Secrets.REVEALED)))
                .contains(TOKEN);
        assertThat(texts.curl(CurlChoice.DEFAULT)).as("masked is masked").doesNotContain(TOKEN);
    }

    @Test
    void a_password_that_is_a_word_takes_nothing_else_with_it() {
        Calls calls = new Calls()
                .answered(
                        WireRequest.post(URL)
                                .form(Parameters.of("grant_type", "password")
                                        .and("username", "admin")
                                        .and("password", "password"))
                                .build(),
                        200,
                        "{\"access_token\":\"" + TOKEN + "\",\"scope\":\"admin\"}",
                        "Content-Type",
                        "application/json");
        assertThat(calls.texts(false).rawRequest()).contains("grant_type=password&username=admin&password=***");
        assertThat(calls.texts(false).rawResponse()).contains("\"access_token\":\"***\",\"scope\":\"admin\"");
    }

    /** A token comes in the first answer; the second request sends it where nobody expects it, and undeclared. */
    private static Calls planted() {
        return new Calls()
                .answered(
                        WireRequest.post(URL)
                                .service("GOTO")
                                .basic("id", Secret.of(CLIENT_SECRET))
                                .form(Parameters.of("grant_type", "authorization_code")
                                        .and("code", CODE))
                                .build(),
                        200,
                        "{\"access_token\":\"" + TOKEN + "\",\"refresh_token\" : \"" + REFRESH + "\"}",
                        "Content-Type",
                        "application/json")
                .wentTo("http://127.0.0.1:9/goto/authorize?response_type=code")
                .cameBackTo("http://127.0.0.1:5050/callback?code=" + CODE)
                .answered(
                        WireRequest.post(URL + "/" + TOKEN + "?hint=" + TOKEN)
                                .service("GOTO")
                                .header("X-Trace", TOKEN)
                                .header("Cookie", "session=" + COOKIE)
                                .body(Body.json(Map.of("remark", REFRESH)))
                                .build(),
                        302,
                        "<error>token " + TOKEN + " and " + CLIENT_SECRET + "</error>",
                        "Location",
                        "https://app.example/?code=" + CODE,
                        "Set-Cookie",
                        "session=" + COOKIE + "; HttpOnly")
                .failed(
                        WireRequest.get(URL + "?echo=" + TOKEN)
                                .bearer(Secret.of(TOKEN))
                                .build(),
                        "reset while sending Bearer " + TOKEN)
                .answered(
                        WireRequest.post(URL + "/" + TOKEN + "?hint=" + TOKEN)
                                .service("GOTO")
                                .header("X-Trace", TOKEN)
                                .header("Cookie", "session=" + COOKIE)
                                .body(Body.json(Map.of("remark", REFRESH)))
                                .build(),
                        302,
                        "<error>token " + TOKEN + " and " + CLIENT_SECRET + "</error>",
                        "Location",
                        "https://app.example/?code=" + CODE);
    }
}
