package dev.tokentrail.demo.web.faults;

import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenProvider;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.MockService;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A service as far as it can be broken: the calls of its provider module that a fault meets.
 *
 * @param emulated finds the service in the visitor's emulator
 * @param provider the library's view of it
 * @param missing what has to be done before a token can be had without a person: a sentence, or empty
 * @param token gets a token without a person
 * @param wrongSecret asks for a token with a wrong secret
 * @param secret what that secret is called here
 * @param api calls the API with a token; null if the provider module calls none
 * @param signIn the grant with a browser, null if the service has none
 * @param rotating whether each refresh token is good once
 */
record Breakable(
        Function<MockAuthServer, MockService> emulated,
        Function<Walk, TokenProvider> provider,
        Function<Walk, Optional<String>> missing,
        Function<Walk, Token> token,
        Function<Walk, Token> wrongSecret,
        String secret,
        @Nullable Api api,
        @Nullable SignIn signIn,
        boolean rotating) {

    /** Calls the API. */
    interface Api {

        /** Presents a token. */
        void call(Walk walk, Token token);
    }

    /** The grant with a browser. */
    interface SignIn {

        /** Begins it. */
        AuthorizationTransaction begin(Walk walk);

        /** Ends it with what the browser came back with. */
        Token complete(Walk walk, AuthorizationTransaction login, AuthorizationCallback callback);
    }
}
