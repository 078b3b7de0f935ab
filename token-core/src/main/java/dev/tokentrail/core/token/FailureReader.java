package dev.tokentrail.core.token;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.http.RequestNotSentException;
import dev.tokentrail.core.http.ResponseTooLargeException;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Redactor;
import dev.tokentrail.core.secret.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns an answer that is no token, or a broken connection, into the exception that says whose turn it is. */
final class FailureReader {

    private static final int LONGEST_CHAIN_OF_CAUSES = 20;
    private static final Set<String> PASSING = Set.of("temporarily_unavailable", "server_error");
    private static final Set<String> FOR_THE_PERSON =
            Set.of("login_required", "consent_required", "interaction_required", "account_selection_required");

    private static final Pattern BEARER_ERROR = Pattern.compile("(?i)^Bearer\\b.*?[\\s,]error=\"?([a-z_]{1,64})");

    private final String provider;
    private final WireRequest request;
    private final TokenDialect dialect;

    FailureReader(String provider, WireRequest request, TokenDialect dialect) {
        this.provider = provider;
        this.request = request;
        this.dialect = dialect;
    }

    /** The service's own error in a body of any status; empty if there is none to be read. */
    Optional<TokenException> stated(WireResponse response, JsonNode body, Instant now) {
        boolean marked = dialect.failureMark() != null
                && Json.reads(
                        body,
                        dialect.failureMark().pointer(),
                        dialect.failureMark().value());
        boolean failed = response.status() >= 400;
        Optional<String> code = Json.text(body, dialect.errorCode()).or(() -> challenged(response));
        Optional<String> message = Json.text(body, dialect.errorMessage());
        Optional<String> vendorText = Json.text(body, dialect.vendorCode());
        if (!marked && code.isEmpty() && message.isEmpty() && vendorText.isEmpty()) {
            return Optional.empty();
        }
        // Only now: knowing every spelling of every secret takes longer than reading a good answer.
        Redactor redactor = redactor(Optional.of(body));
        String vendorCode =
                vendorText.map(text -> FailureText.shown(text, redactor)).orElse(null);
        TokenDialect.Meaning meaning = meaning(message.orElse(""), code.orElse(""), vendorCode);
        if (!marked && code.isEmpty() && meaning == null && !(failed && message.isPresent())) {
            return Optional.empty();
        }
        String rfcCode = meaning != null
                ? meaning.code()
                : code.map(text -> FailureText.shown(text, redactor)).orElse(null);
        boolean passing = isPassing(response.status()) || (rfcCode != null && isPassingCode(rfcCode));
        String advice = adviceFor(meaning, rfcCode, response.status(), passing);
        String words = message.or(() -> code)
                .map(text -> FailureText.shown(text, redactor))
                .orElse(null);
        Failure failure = new Failure(
                provider + (passing ? " cannot serve the request now" : " refused the request") + " ("
                        + response.status() + (rfcCode == null ? "" : " " + rfcCode) + ")"
                        + (words == null ? "." : ": " + FailureText.sentence(words)),
                advice,
                response.status(),
                rfcCode,
                vendorCode,
                words,
                passing,
                true,
                RetryAfter.of(response, now).orElse(null),
                FailureText.body(response, redactor),
                curl(),
                null);
        if (passing) {
            return Optional.of(new ProviderUnavailableException(failure));
        }
        return Optional.of(
                rfcCode != null && needsPerson(rfcCode)
                        ? new UserNeededException(failure)
                        : new ProviderRefusedException(failure));
    }

    /** An answer in which no error can be read either. */
    TokenException unreadable(WireResponse response, String why, Instant now) {
        int status = response.status();
        Redactor redactor = redactor(Json.object(response));
        Optional<String> code = challenged(response);
        boolean emptyRefusal = (status == 401 || status == 403) && (response.body().length == 0 || code.isPresent());
        boolean passing = isPassing(status) || (status / 100 == 2 && looksCutOff(response));
        Failure failure = new Failure(
                provider
                        + (emptyRefusal
                                ? " refused the request (" + status
                                        + code.map(stated -> " " + stated).orElse("") + ") without a word."
                                : " answered " + status + ", " + why + "."),
                status / 100 == 2
                        ? "Check the address, and whether a proxy or a sign-in page answers in the service's place."
                        : code.map(Advice::forCode).orElseGet(() -> adviceFor(status)),
                status,
                code.orElse(null),
                null,
                null,
                passing,
                true,
                RetryAfter.of(response, now).orElse(null),
                FailureText.body(response, redactor),
                curl(),
                null);
        return emptyRefusal ? new ProviderRefusedException(failure) : new ProviderUnavailableException(failure);
    }

    /** A connection that did not come about, broke, or took too long. */
    ProviderUnavailableException broken(IOException cause) {
        Redactor redactor = redactor(Optional.empty());
        String words = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        boolean interrupted = cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException);
        boolean refusedHere = cause instanceof RequestNotSentException && cause.getCause() == null;
        boolean retryable =
                !interrupted && !refusedHere && !isUntrusted(cause) && !(cause instanceof ResponseTooLargeException);
        return new ProviderUnavailableException(new Failure(
                provider + " gave no usable answer: " + FailureText.sentence(FailureText.shown(words, redactor)),
                retryable ? "Try again later." : "Trying again as it is will not help.",
                0,
                null,
                null,
                null,
                retryable,
                !(cause instanceof RequestNotSentException),
                null,
                null,
                curl(),
                FailureText.withoutSecrets(cause, redactor)));
    }

    /** A certificate that is not trusted now, or is another host's, will not be in a minute either. */
    private static boolean isUntrusted(IOException failure) {
        Throwable inner = failure;
        for (int depth = 0; inner != null && depth < LONGEST_CHAIN_OF_CAUSES; depth++) {
            if (inner instanceof CertificateException) {
                return true;
            }
            inner = inner.getCause();
        }
        return false;
    }

    static boolean isPassingCode(String code) {
        return PASSING.contains(code);
    }

    /** Codes of OpenID Connect Core section 3.1.2.6, which some services send from their token endpoint too. */
    static boolean needsPerson(String code) {
        return FOR_THE_PERSON.contains(code);
    }

    private TokenDialect.@Nullable Meaning meaning(String message, String code, @Nullable String vendorCode) {
        for (String text : new String[] {message, vendorCode == null ? "" : vendorCode, code}) {
            TokenDialect.Meaning meaning = dialect.meaning(text);
            if (meaning != null) {
                return meaning;
            }
        }
        return null;
    }

    private String adviceFor(
            TokenDialect.@Nullable Meaning meaning, @Nullable String code, int status, boolean passing) {
        if (meaning != null) {
            return meaning.advice();
        }
        if (code == null || (passing && !isPassingCode(code))) {
            return adviceFor(status);
        }
        return Advice.forCode(code);
    }

    /** A 401 means the token where a token was presented, and the client otherwise. */
    private String adviceFor(int status) {
        boolean presentsToken = request.header("Authorization")
                .filter(value -> value.startsWith("Bearer "))
                .isPresent();
        return status == 401 && presentsToken ? Advice.forCode("invalid_token") : Advice.forStatus(status);
    }

    /** The error in {@code WWW-Authenticate: Bearer error="invalid_token"} (RFC 6750 section 3). */
    private static Optional<String> challenged(WireResponse response) {
        return response.header("WWW-Authenticate")
                .filter(challenge -> response.status() >= 400)
                .map(BEARER_ERROR::matcher)
                .filter(Matcher::find)
                .map(error -> error.group(1));
    }

    private static boolean isPassing(int status) {
        return status == 408 || status == 425 || status == 429 || status >= 500;
    }

    /** JSON that began and did not end: the connection was cut somewhere before us. */
    private static boolean looksCutOff(WireResponse response) {
        String text = response.text().strip();
        return text.startsWith("{") && !text.endsWith("}");
    }

    /** Knows the secrets of the request, and the tokens of the answer by their value and by the dialect's names. */
    private Redactor redactor(Optional<JsonNode> body) {
        Set<Secret> secrets = new LinkedHashSet<>(request.secrets());
        Set<String> names = new LinkedHashSet<>();
        for (String place : List.of(dialect.accessToken(), dialect.refreshToken())) {
            body.flatMap(object -> Json.string(object, place)).map(Secret::of).ifPresent(secrets::add);
            names.add(place.substring(place.lastIndexOf('/') + 1));
        }
        return Redactor.of(secrets, names);
    }

    private String curl() {
        return CurlCommand.of(request).toString();
    }
}
