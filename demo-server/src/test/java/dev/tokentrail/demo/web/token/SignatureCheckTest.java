package dev.tokentrail.demo.web.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.web.token.SignatureVerdict.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignatureCheckTest {

    private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"k1\"}";
    private static final String CLAIMS = "{\"sub\":\"person\",\"exp\":1000}";
    private static final SignatureKeys KEYS = SignatureKeys.of(Signed.jwks(Signed.jwk("k1"), Signed.jwk("k2")));

    private static SignatureVerdict verdict(String token, SignatureKeys keys) {
        return Signed.access(Signed.view(token, keys)).signature().orElseThrow();
    }

    @Test
    void acceptsTheServicesKeyWhateverTheTimes() {
        SignatureVerdict verdict = verdict(Signed.by(HEADER, CLAIMS), KEYS);

        assertThat(verdict.outcome()).isEqualTo(Outcome.VALID);
        assertThat(verdict.reason()).contains("RS256").contains("k1");
    }

    @Test
    void judgesAnEllipticCurveKeysSignature() {
        String header = "{\"alg\":\"ES256\",\"kid\":\"k3\"}";
        SignatureKeys keys = SignatureKeys.of(Signed.jwks(Signed.jwk("k1"), Signed.ellipticCurveJwk("k3")));
        String token = Signed.byEllipticCurve(header, CLAIMS);
        String signature = token.substring(token.lastIndexOf('.'));

        assertThat(verdict(token, keys).outcome()).isEqualTo(Outcome.VALID);
        assertThat(verdict(token, keys).reason()).contains("ES256").contains("k3");
        assertThat(verdict(Signed.base64(header) + "." + Signed.base64("{\"sub\":\"admin\"}") + signature, keys)
                        .outcome())
                .isEqualTo(Outcome.WRONG_SIGNATURE);
        assertThat(verdict(Signed.byEllipticCurve("{\"alg\":\"ES256\",\"kid\":\"k1\"}", CLAIMS), keys)
                        .outcome())
                .isEqualTo(Outcome.ALGORITHM_REFUSED);
    }

    @Test
    void refusesAnotherKeysSignature() {
        assertThat(verdict(Signed.byAnother(HEADER, CLAIMS), KEYS).outcome()).isEqualTo(Outcome.WRONG_SIGNATURE);
    }

    @Test
    void refusesClaimsThatWereChangedAfterSigning() {
        String[] parts = Signed.by(HEADER, CLAIMS).split("\\.");
        String changed = parts[0] + "." + Signed.base64("{\"sub\":\"admin\"}") + "." + parts[2];

        assertThat(verdict(changed, KEYS).outcome()).isEqualTo(Outcome.WRONG_SIGNATURE);
    }

    @Test
    void namesTheKeyThatIsNotThere() {
        SignatureVerdict verdict = verdict(Signed.by("{\"alg\":\"RS256\",\"kid\":\"k9\"}", CLAIMS), KEYS);

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN_KEY);
        assertThat(verdict.reason()).contains("k9").contains("2 of the service's JWKS");
    }

    @Test
    void refusesATokenThatNobodySigned() {
        for (String none : List.of("none", "None", "NONE")) {
            String token = Signed.unsigned("{\"alg\":\"" + none + "\"}", CLAIMS);

            assertThat(verdict(token, KEYS).outcome()).as(none).isEqualTo(Outcome.ALGORITHM_REFUSED);
            assertThat(verdict(token, SignatureKeys.none()).outcome()).as(none).isEqualTo(Outcome.ALGORITHM_REFUSED);
        }
    }

    @Test
    void refusesTheSharedSecretThatIsThePublicKey() throws GeneralSecurityException {
        String signed = Signed.base64("{\"alg\":\"HS256\",\"kid\":\"k1\"}") + "." + Signed.base64(CLAIMS);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Signed.publicKey(), "HmacSHA256"));
        String token = signed + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));

        assertThat(verdict(token, KEYS).outcome()).isEqualTo(Outcome.ALGORITHM_REFUSED);
    }

    @Test
    void refusesAnAlgorithmThatIsNotTheKeys() {
        SignatureVerdict verdict = verdict(Signed.by("{\"alg\":\"PS256\",\"kid\":\"k1\"}", CLAIMS), KEYS);

        assertThat(verdict.outcome()).isEqualTo(Outcome.ALGORITHM_REFUSED);
        assertThat(verdict.reason()).contains("PS256");
    }

    @Test
    void triesEveryKeyForATokenThatNamesNone() {
        assertThat(verdict(Signed.by("{\"alg\":\"RS256\"}", CLAIMS), KEYS).outcome())
                .isEqualTo(Outcome.VALID);
        assertThat(verdict(Signed.byAnother("{\"alg\":\"RS256\"}", CLAIMS), KEYS)
                        .outcome())
                .isEqualTo(Outcome.WRONG_SIGNATURE);
    }

    @Test
    void saysWhenNobodyCanCheck() {
        SignatureVerdict verdict = verdict(Signed.by(HEADER, CLAIMS), SignatureKeys.none());

        assertThat(verdict.outcome()).isEqualTo(Outcome.NO_KEYS_PUBLISHED);
        assertThat(verdict.outcome().label()).isEqualTo("Nobody can check this here");
        assertThat(verdict.valid()).isFalse();
    }

    @Test
    void saysWhenTheKeysWereNotFetchedYet() {
        assertThat(verdict(Signed.by(HEADER, CLAIMS), SignatureKeys.notFetched())
                        .outcome())
                .isEqualTo(Outcome.KEYS_NOT_FETCHED);
    }

    @Test
    void standsWhateverTheServiceGivesAsItsKeys() {
        String token = Signed.by(HEADER, CLAIMS);

        for (Map<String, Object> hostile : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("keys", "none"),
                Map.of("keys", List.of()),
                Map.of("keys", List.of("text", 7, Map.of())),
                Map.of("keys", List.of(Map.of("kty", "RSA", "kid", "k1", "n", "!", "e", "AQAB"))),
                Map.of("keys", List.of(Map.of("kty", "RSA", "kid", "k1", "n", "AQAB", "e", "AQAB"))),
                Map.of("keys", List.of(Map.of("kty", "oct", "kid", "k1", "k", "AQAB"))))) {
            assertThat(verdict(token, SignatureKeys.of(hostile)).valid())
                    .as(hostile.toString())
                    .isFalse();
        }
    }

    @Test
    void findsTheRightKeyBesideOneThatIsBroken() {
        Map<String, Object> broken = Map.of("kty", "no-such-type", "kid", "k0");

        assertThat(verdict(Signed.by(HEADER, CLAIMS), SignatureKeys.of(Signed.jwks(broken, Signed.jwk("k1"))))
                        .outcome())
                .isEqualTo(Outcome.VALID);
    }

    @Test
    void refusesAKeyThatIsForEncryption() {
        Map<String, Object> key = new java.util.HashMap<>(Signed.jwk("k1"));
        key.put("use", "enc");

        assertThat(verdict(Signed.by(HEADER, CLAIMS), SignatureKeys.of(Signed.jwks(key)))
                        .outcome())
                .isEqualTo(Outcome.ALGORITHM_REFUSED);
    }
}
