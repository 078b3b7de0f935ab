package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Purpose;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the authorization code flow is to be run. */
final class CodeRules {

    private CodeRules() {}

    static Stream<Offence> redeemedTwice(List<Exchange> exchanges) {
        return redemptions(exchanges).values().stream()
                .filter(calls -> calls.size() > 1)
                .flatMap(List::stream)
                .map(call -> new Offence(call, ""))
                .sorted(Comparator.comparingLong(
                        offence -> offence.exchange().recorded().sequence()));
    }

    static Stream<Offence> redeemedOnce(List<Exchange> exchanges) {
        Set<String> redeemed = redemptions(exchanges).keySet();
        Stream<Offence> unused = exchanges.stream()
                .filter(call -> call.answer().isPresent())
                .filter(call -> call.issued()
                        .code()
                        .filter(code -> !redeemed.contains(code))
                        .isPresent())
                .map(call -> new Offence(call, "its code was never redeemed"));
        return Stream.concat(redeemedTwice(exchanges), unused)
                .sorted(Comparator.comparingLong(
                        offence -> offence.exchange().recorded().sequence()));
    }

    private static Map<String, List<Exchange>> redemptions(List<Exchange> exchanges) {
        return exchanges.stream()
                .filter(call -> call.isTokenRequest("authorization_code"))
                .filter(call -> call.parameter("code").isPresent())
                .collect(Collectors.groupingBy(
                        call -> call.parameter("code").orElseThrow(), LinkedHashMap::new, Collectors.toList()));
    }

    static Stream<Offence> withoutState(List<Exchange> exchanges) {
        Set<String> seen = new HashSet<>();
        return authorizations(exchanges).flatMap(call -> {
            Optional<String> state = call.parameter("state");
            return state.isEmpty()
                    ? Stream.of(new Offence(call, "no state"))
                    : seen.add(state.get())
                            ? Stream.empty()
                            : Stream.of(new Offence(call, "the state of an earlier request"));
        });
    }

    static Stream<Offence> withoutPkce(List<Exchange> exchanges) {
        Stream<Offence> challenges = authorizations(exchanges)
                .filter(call -> call.parameter("code_challenge").isEmpty()
                        || call.parameter("code_challenge_method")
                                .filter("S256"::equals)
                                .isEmpty())
                .map(call -> new Offence(call, "no code_challenge with S256"));
        Stream<Offence> verifiers = exchanges.stream()
                .filter(call -> call.isTokenRequest("authorization_code"))
                .filter(call -> call.parameter("code_verifier").isEmpty())
                .map(call -> new Offence(call, "no code_verifier"));
        return Stream.concat(challenges, verifiers)
                .sorted(Comparator.comparingLong(
                        offence -> offence.exchange().recorded().sequence()));
    }

    /** The requests of clients; what a person sends from the pages in between names no client. */
    private static Stream<Exchange> authorizations(List<Exchange> exchanges) {
        return exchanges.stream()
                .filter(call -> call.isFor(Purpose.AUTHORIZATION)
                        && call.parameter("client_id").isPresent());
    }
}
