package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Purpose;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A rule for clients, by the name that Java and HTTP know it by, and how to find who breaks it. */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
enum Rule {
    NEVER_TWO_REFRESHES_AT_ONCE(
            "neverTwoRefreshesAtOnce", "never two refreshes at once, but these were in flight together", Rule::atOnce),
    NO_SECRET_IN_QUERY_STRING("noSecretInQueryString", "no secret in a query string or path", SecretRules::inAddress),
    BEARER_ONLY_IN_HEADER("bearerOnlyInHeader", "access tokens only in the header", SecretRules::bearerElsewhere),
    NO_TOKEN_SENT_ELSEWHERE("noTokenSentElsewhere", "tokens only where they belong", SecretRules::sentElsewhere),
    EVERY_CODE_REDEEMED_ONCE(
            "everyCodeRedeemedOnce", "every authorization code redeemed exactly once", CodeRules::redeemedOnce),
    NO_CODE_REDEEMED_TWICE("noCodeRedeemedTwice", "no authorization code redeemed twice", CodeRules::redeemedTwice),
    STATE_USED("stateUsed", "a state of its own in every authorization request", CodeRules::withoutState),
    PKCE_USED("pkceUsed", "PKCE with S256 in every authorization code flow", CodeRules::withoutPkce),
    NO_ROTATED_REFRESH_TOKEN_USED_AGAIN(
            "noRotatedRefreshTokenUsedAgain",
            "no refresh token used after another came in its place",
            RepetitionRules::rotatedTokens),
    NO_REFUSED_TOKEN_REQUEST_REPEATED(
            "noRefusedTokenRequestRepeated",
            "no token request repeated as it was after it was refused",
            RepetitionRules::refusedRequests),
    RETRY_AFTER_HONOURED(
            "retryAfterHonoured", "no call before the time that Retry-After named", RepetitionRules::tooEarly),
    NO_TOKEN_REQUEST_UNANSWERED(
            "noTokenRequestUnanswered",
            "an answer to every token request",
            each(call -> call.isAt(Purpose.TOKEN) && call.answer().isEmpty())),
    NO_API_CALL_REFUSED(
            "noApiCallRefused",
            "no API call refused with 401 or 403",
            each(call -> (call.isAt(Purpose.API) || call.isAt(Purpose.USER_INFO))
                    && (call.status() == 401 || call.status() == 403))),
    NO_UNEXPECTED_CALLS(
            "noUnexpectedCalls", "no call that no service has, or that is no valid HTTP", each(Exchange::unexpected));

    private final String word;
    private final String expectation;
    private final Function<List<Exchange>, Stream<Offence>> offences;

    Rule(String word, String expectation, Function<List<Exchange>, Stream<Offence>> offences) {
        this.word = word;
        this.expectation = expectation;
        this.offences = offences;
    }

    String word() {
        return word;
    }

    String expectation() {
        return expectation;
    }

    /** The calls that break the rule, in order of arrival. */
    List<Offence> offences(List<Exchange> exchanges) {
        return offences.apply(exchanges).toList();
    }

    private static Function<List<Exchange>, Stream<Offence>> each(Predicate<Exchange> broken) {
        return exchanges -> exchanges.stream().filter(broken).map(call -> new Offence(call, ""));
    }

    private static Stream<Offence> atOnce(List<Exchange> exchanges) {
        List<Exchange> most =
                AtOnce.most(exchanges.stream().filter(Exchange::isRefresh).toList());
        return most.size() < 2 ? Stream.empty() : most.stream().map(call -> new Offence(call, ""));
    }

    static Optional<Rule> named(String word) {
        return Stream.of(values()).filter(rule -> rule.word.equals(word)).findFirst();
    }
}
