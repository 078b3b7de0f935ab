package dev.tokentrail.mock;

import dev.tokentrail.mock.http.MalformedRequest;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Purpose;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.token.ClientCredentials;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where secrets may be. */
final class SecretRules {

    private static final Set<String> SECRET_PARAMETERS = Set.of(
            "client_secret",
            "client-secret",
            "password",
            "refresh_token",
            "access_token",
            "id_token",
            "code_verifier",
            "assertion",
            "client_assertion",
            "subject_token",
            "actor_token",
            "device_code",
            "pat",
            "token",
            "windows_token",
            "kerberos_token");

    /** Of these, the value itself is looked for under other names as well. */
    private static final Set<String> PRESENTED =
            Set.of("client_secret", "password", "code_verifier", "assertion", "pat");

    /** Short demo secrets such as {@code password} are words that these have as well. */
    private static final Set<String> HARMLESS_PARAMETERS = Set.of(
            "client_id",
            "username",
            "scope",
            "state",
            "grant_type",
            "response_type",
            "redirect_uri",
            "refresh",
            "prompt",
            "login_hint",
            "token_type_hint",
            "customer");

    private static final Set<Purpose> REFRESH_TOKEN_PLACES =
            EnumSet.of(Purpose.TOKEN, Purpose.REVOCATION, Purpose.INTROSPECTION);

    private record Owner(Optional<String> service, boolean refresh) {}

    private SecretRules() {}

    /** Secrets in path or query. */
    static Stream<Offence> inAddress(List<Exchange> exchanges) {
        Set<String> tokens = owners(exchanges).keySet();
        Set<String> presented = presented(exchanges);
        return exchanges.stream()
                .flatMap(call -> secretIn(call, tokens, presented).map(what -> new Offence(call, what)).stream());
    }

    private static Optional<String> secretIn(Exchange call, Set<String> tokens, Set<String> presented) {
        for (Map.Entry<String, String> parameter : query(call.request())) {
            String name = parameter.getKey();
            String value = parameter.getValue();
            if (value.isEmpty() ? tokens.contains(name) : SECRET_PARAMETERS.contains(name)) {
                return Optional.of(value.isEmpty() ? "a token in the query string" : name + " in the query string");
            }
            if (name.equals("code") && call.recorded().meaning().purpose() == Purpose.TOKEN) {
                return Optional.of("code in the query string");
            }
            if (tokens.contains(value)) {
                return Optional.of("a token in the query string");
            }
            if (presented.contains(value) && !HARMLESS_PARAMETERS.contains(name)) {
                return Optional.of("a secret in the query string");
            }
        }
        for (String segment : call.request().path().split("/", -1)) {
            if (tokens.contains(segment)) {
                return Optional.of("a token in the path");
            }
        }
        return Optional.empty();
    }

    /** Access tokens in queries and bodies, where RFC 6750 section 2 does not want them. */
    static Stream<Offence> bearerElsewhere(List<Exchange> exchanges) {
        return exchanges.stream()
                .filter(call -> call.isAt(Purpose.API) || call.isAt(Purpose.USER_INFO))
                .filter(call -> call.parameter("access_token").isPresent())
                .map(call -> new Offence(call, "access_token is a parameter"));
    }

    /** Tokens at services that did not issue them, refresh tokens at APIs. */
    static Stream<Offence> sentElsewhere(List<Exchange> exchanges) {
        Map<String, Owner> owners = owners(exchanges);
        List<Offence> offences = new ArrayList<>();
        for (Exchange call : exchanges) {
            for (String sent : sent(call.request())) {
                Owner owner = owners.get(sent);
                if (owner == null) {
                    continue;
                }
                if (!owner.service().equals(call.recorded().service())) {
                    offences.add(
                            new Offence(call, "a token that " + owner.service().orElse("nobody") + " issued"));
                    break;
                }
                if (owner.refresh()
                        && !REFRESH_TOKEN_PLACES.contains(
                                call.recorded().meaning().purpose())) {
                    offences.add(new Offence(call, "a refresh token"));
                    break;
                }
            }
        }
        return offences.stream();
    }

    private static Map<String, Owner> owners(List<Exchange> exchanges) {
        Map<String, Owner> owners = new HashMap<>();
        for (Exchange call : exchanges) {
            Optional<String> service = call.recorded().service();
            call.issued().accessToken().ifPresent(token -> owners.put(token, new Owner(service, false)));
            call.issued().idToken().ifPresent(token -> owners.put(token, new Owner(service, false)));
            call.issued().refreshToken().ifPresent(token -> owners.put(token, new Owner(service, true)));
        }
        return owners;
    }

    private static Set<String> presented(List<Exchange> exchanges) {
        Set<String> presented = new HashSet<>();
        for (Exchange call : exchanges) {
            PRESENTED.forEach(name -> call.parameter(name).ifPresent(presented::add));
            ClientCredentials.of(call.request()).map(ClientCredentials::secret).ifPresent(presented::add);
            call.request().header("client-secret").ifPresent(presented::add);
        }
        presented.remove("");
        return presented;
    }

    private static Set<String> sent(Request request) {
        Set<String> sent = new HashSet<>();
        request.bearer().ifPresent(sent::add);
        query(request).forEach(parameter -> sent.add(parameter.getValue()));
        try {
            Parameters body = request.mediaType().equals("application/json") ? request.json() : request.form();
            body.entries().forEach(parameter -> sent.add(parameter.getValue()));
        } catch (MalformedRequest e) {
            // A body that nobody can read has no parameters.
        }
        return sent;
    }

    private static List<Map.Entry<String, String>> query(Request request) {
        try {
            return Parameters.parse(request.rawQuery()).entries();
        } catch (MalformedRequest e) {
            return List.of();
        }
    }
}
