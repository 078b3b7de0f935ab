package dev.tokentrail.demo.web.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.Token;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenViewTest {

    private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"k1\",\"typ\":\"at+jwt\"}";
    private static final long NOW = Signed.NOW.getEpochSecond();

    private static Claim claim(TokenPart part, String name) {
        return part.claims().stream()
                .filter(claim -> claim.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TokenPart read(String claims) {
        return Signed.access(Signed.view(Signed.by(HEADER, claims), SignatureKeys.none()));
    }

    @Test
    void explainsEachClaimWithItsSource() {
        TokenPart part = read("{\"iss\":\"https://identity.goto.com\",\"aud\":[\"a\",\"b\"],\"vendor\":{\"x\":1}}");

        assertThat(part.form()).isEqualTo(TokenPart.Form.JWT);
        assertThat(part.header()).extracting(Claim::name).containsExactly("alg", "kid", "typ");
        assertThat(part.header()).allMatch(Claim::known);
        assertThat(claim(part, "iss").meaning()).startsWith("Issuer");
        assertThat(claim(part, "iss").source()).contains("RFC 7519");
        assertThat(claim(part, "aud").value()).isEqualTo("[\"a\",\"b\"]");
        assertThat(claim(part, "vendor").known()).isFalse();
        assertThat(claim(part, "vendor").meaning()).contains("Not registered");
    }

    @Test
    void explainsTheServicesOwnClaimsInTheServicesOwnWay() {
        String token = Signed.by(HEADER, "{\"region\":\"eu-prod\",\"acc_id\":1,\"scope\":\"a\",\"sub\":\"s\"}");

        TokenPart x3 = Signed.access(Signed.view(token, "x3", SignatureKeys.none()));
        TokenPart sonetel = Signed.access(Signed.view(token, "sonetel", SignatureKeys.none()));

        assertThat(claim(x3, "region").source()).contains("Sage X3");
        assertThat(claim(x3, "sub").meaning()).contains("X3 cloud configuration");
        assertThat(claim(x3, "acc_id").known()).isFalse();
        assertThat(claim(sonetel, "acc_id").source()).contains("Sonetel");
        assertThat(claim(sonetel, "region").known()).isFalse();
    }

    @Test
    void showsTimesAsDatesAndRelativeToTheClock() {
        TokenPart part = read("{\"iat\":" + (NOW - 7_260) + ",\"exp\":" + (NOW + 252) + ",\"nbf\":" + NOW + "}");

        assertThat(claim(part, "exp").at().orElseThrow().date()).isEqualTo("21 November 2026, 12:04:12 UTC");
        assertThat(claim(part, "exp").at().orElseThrow().relative()).isEqualTo("in 4 minutes 12 seconds");
        assertThat(claim(part, "iat").at().orElseThrow().relative()).isEqualTo("2 hours 1 minute ago");
        assertThat(claim(part, "nbf").at().orElseThrow().relative()).isEqualTo("now");
        assertThat(part.life().secondsLeft()).isEqualTo(252);
        assertThat(part.life().known()).contains("exp in the token");
    }

    @Test
    void takesATimeThatIsNoneAsText() {
        for (String odd : List.of("\"soon\"", "-1", "1e400", "253402300800", "[1]", "{}", "true")) {
            TokenPart part = read("{\"exp\":" + odd + "}");

            assertThat(claim(part, "exp").at()).as(odd).isEmpty();
            assertThat(part.life().ends()).as(odd).isEmpty();
        }
    }

    @Test
    void tellsWhereTheTokenAndTheServiceDisagree() {
        Token token = new Token(
                Secret.of(Signed.by(HEADER, "{\"exp\":" + (NOW + 300) + "}")),
                "Bearer",
                new Expiry(Signed.NOW.plusSeconds(3_600), ExpirySource.SERVER),
                null,
                Expiry.unknown(),
                List.of(),
                Map.of());

        TokenLife life = Signed.access(
                        TokenView.of(token, new TokenView.Seen("goto", SignatureKeys.none(), true, Signed.NOW, false)))
                .life();

        assertThat(life.secondsLeft()).isEqualTo(3_600);
        assertThat(life.note()).contains("55 minutes earlier");
    }

    @Test
    void saysThatAnOpaqueTokenIsOpaqueAndWhatToDo() {
        TokenPart asked = Signed.access(Signed.view("3f5ec3ac-1f0e", SignatureKeys.notFetched()));
        TokenPart alone = Signed.access(TokenView.of(
                Token.of(Secret.of("3f5ec3ac-1f0e")),
                new TokenView.Seen("xbooker", SignatureKeys.none(), false, Signed.NOW, false)));

        assertThat(asked.form()).isEqualTo(TokenPart.Form.OPAQUE);
        assertThat(asked.signature()).isEmpty();
        assertThat(asked.formSentence()).contains("Opaque").contains("introspection (RFC 7662)");
        assertThat(alone.formSentence()).contains("no introspection");
    }

    @Test
    void neverShowsAValueUnlessToldTo() {
        String refresh = Signed.by(HEADER, "{\"ati\":\"x\"}");
        String access =
                Signed.by(HEADER, "{\"sub\":\"s\",\"client_secret\":\"hunter22\",\"in\":{\"password\":\"p4ss\"}}");
        Token token = new Token(
                Secret.of(access),
                "Bearer",
                Expiry.unknown(),
                Secret.of(refresh),
                Expiry.unknown(),
                List.of("a"),
                Map.of("id_token", Signed.by(HEADER, "{\"nonce\":\"n\"}"), "session_token", "t0p", "principal", "me"));

        TokenView masked =
                TokenView.of(token, new TokenView.Seen("goto", SignatureKeys.none(), true, Signed.NOW, false));
        TokenView revealed =
                TokenView.of(token, new TokenView.Seen("goto", SignatureKeys.none(), true, Signed.NOW, true));

        assertThat(masked.parts())
                .extracting(TokenPart::title)
                .containsExactly("Access token", "Refresh token", "ID token");
        assertThat(masked.parts()).extracting(TokenPart::value).containsOnly("***");
        assertThat(Signed.access(masked).length()).isEqualTo(access.length());
        assertThat(claim(Signed.access(masked), "client_secret").value()).isEqualTo("***");
        assertThat(claim(Signed.access(masked), "in").value()).doesNotContain("p4ss");
        assertThat(masked.extras()).containsEntry("session_token", "***").containsEntry("principal", "me");
        assertThat(masked.extras()).doesNotContainKey("id_token");
        assertThat(masked.toString()).doesNotContain(access, refresh, "hunter22", "p4ss", "t0p");
        assertThat(Signed.access(revealed).value()).isEqualTo(access);
        assertThat(claim(Signed.access(revealed), "client_secret").value()).isEqualTo("hunter22");
        assertThat(revealed.toString()).doesNotContain(access);
    }

    @Test
    void makesWhatSteersAReaderOrATerminalVisible() {
        TokenPart part = read("{\"sub\":\"a\\u202Eb\\u001B[31mc\\u2028d\\u0000e\\uDB40\\uDC41\\uD83D\\uDE00\"}");

        assertThat(claim(part, "sub").value())
                .isEqualTo("a\\u202Eb\\u001B[31mc\\u2028d\\u0000e\\uDB40\\uDC41\uD83D\uDE00");
    }

    @Test
    void boundsWhatAStrangerMakesHuge() {
        TokenPart longValue = read("{\"sub\":\"" + "x".repeat(20_000) + "\",\"" + "n".repeat(500) + "\":1}");
        String many =
                IntStream.range(0, 4_000).mapToObj(i -> "\"c" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
        TokenPart manyClaims = read(many);
        TokenPart deep = read("{\"deep\":" + "[".repeat(400) + "]".repeat(400) + "}");

        assertThat(claim(longValue, "sub").value()).hasSizeLessThan(700).contains("(19400 more characters)");
        assertThat(longValue.claims().get(1).name()).hasSizeLessThan(120);
        assertThat(manyClaims.claims()).hasSize(TokenPart.MOST_CLAIMS);
        assertThat(manyClaims.claimsLeftOut()).isEqualTo(3_900);
        assertThat(claim(deep, "deep").value()).hasSizeLessThan(700);
    }

    @Test
    void believesNothingOfATokenThatIsNoJwt() {
        List<String> hostile = List.of(
                Signed.by(HEADER, "{\"sub\":\"a\",\"sub\":\"b\"}"),
                Signed.by(HEADER, "{\"deep\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}"),
                Signed.by(
                        HEADER,
                        IntStream.range(0, 10_000)
                                .mapToObj(i -> "\"c" + i + "\":1")
                                .collect(Collectors.joining(",", "{", "}"))),
                Signed.by(HEADER, "[]"),
                Signed.by(HEADER, "{\"a\":1}{\"b\":2}"),
                Signed.by(HEADER, "{\"a\":1}") + "=");

        for (String token : hostile) {
            TokenPart part = Signed.access(Signed.view(token, SignatureKeys.notFetched()));
            if (part.form() == TokenPart.Form.JWT) {
                assertThat(token).as("only a broken signature may be read on").endsWith("=");
                continue;
            }
            assertThat(part.form()).isEqualTo(TokenPart.Form.BROKEN_JWT);
            assertThat(part.claims()).isEmpty();
            assertThat(part.signature()).isEmpty();
        }
    }

    @Test
    void knowsAnEncryptedToken() {
        String jwe = Signed.base64("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}") + ".a.b.c.d";

        assertThat(Signed.access(Signed.view(jwe, SignatureKeys.none())).form()).isEqualTo(TokenPart.Form.ENCRYPTED);
    }

    @Test
    void tellsTwoTokensApartByTheirFingerprints() {
        TokenPart one = Signed.access(Signed.view("token-one", SignatureKeys.none()));
        TokenPart two = Signed.access(Signed.view("token-two", SignatureKeys.none()));

        assertThat(one.fingerprint()).hasSize(8).isNotEqualTo(two.fingerprint());
        assertThat(TokenPart.fingerprint("token-one")).isEqualTo(one.fingerprint());
    }
}
