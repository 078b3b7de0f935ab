package dev.tokentrail.mock.consent;

import dev.tokentrail.mock.http.Answer;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * An authorization request that was found valid, and what follows each decision about it.
 *
 * @param service the service, as a person knows it
 * @param client the application that asks, as a person knows it
 * @param facts what else the person must see, by its name, in order; where the browser is sent back to belongs here
 * @param scopes the scopes asked for
 * @param accounts who can sign in; if there is nobody, every request is denied
 * @param approve answers the approval by one of the accounts of some of the scopes
 * @param deny answers the denial
 */
public record AuthorizationRequest(
        String service,
        String client,
        Map<String, String> facts,
        List<String> scopes,
        List<Account> accounts,
        BiFunction<Account, List<String>, Answer> approve,
        Supplier<Answer> deny) {}
