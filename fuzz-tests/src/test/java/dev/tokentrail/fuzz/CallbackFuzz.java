package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.CallbackRejectedException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/**
 * What comes to the redirect URI. It reads as Jetty's parser reads it, and no code gets through without the state of the
 * authorization, from another issuer or region, or beside an error.
 */
public final class CallbackFuzz {

    private static final WireResponse TOKEN =
            new WireResponse(200, List.of(), "{\"access_token\":\"token-4714\"}".getBytes(StandardCharsets.UTF_8));
    private static final String STATE = "STATE";

    private CallbackFuzz() {}

    /** The input is an address or a form, in which STATE stands for the state of the authorization. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = Input.text(input);
        Providers providers = Providers.of(new Replies(TOKEN));
        AuthorizationTransaction pairing = providers.x3().authorize("https://customer.example", "api.graphQL");
        completes(text, pairing, providers.x3()::complete, "code", "authorizationCode");
        completes(text, providers.goTo().authorize(), providers.goTo()::complete, "code");
        completes(text, providers.wso2().authorize("openid"), providers.wso2()::complete, "code");
    }

    private static void completes(
            String text,
            AuthorizationTransaction transaction,
            BiFunction<AuthorizationTransaction, AuthorizationCallback, Token> completion,
            String... codeNames) {
        String state = transaction.state().reveal();
        String received = text.replace(STATE, state);
        Fields expected = new Fields(true);
        AuthorizationCallback callback;
        try {
            callback = received.indexOf('?') < 0
                    ? AuthorizationCallback.fromForm(received)
                    : AuthorizationCallback.fromUri(received);
        } catch (CallbackRejectedException malformed) {
            assertThat(malformed).hasMessageNotContaining(state);
            return;
        }
        try {
            boolean form = received.indexOf('?') < 0;
            String address = form ? received : received.replaceFirst("(?s)#.*", "");
            int query = address.indexOf('?');
            if (form || query >= 0) {
                UrlEncoded.decodeUtf8To(address.substring(query + 1), expected);
            }
        } catch (RuntimeException stricter) {
            expected = null;
        }
        try {
            Token token = completion.apply(transaction, callback);
            assertThat(token.accessToken().reveal()).isEqualTo("token-4714");
            assertThat(parameter(callback, "state")).contains(state);
            assertThat(parameter(callback, "error")).isEmpty();
            assertThat(List.of(codeNames))
                    .anyMatch(name -> parameter(callback, name).isPresent());
            assertThat(String.valueOf(token.extras().get("endpoint")))
                    .isIn("null", Providers.REGION, Providers.OTHER_REGION);
            again(transaction, callback, completion);
        } catch (TokenException documented) {
            assertThat(String.valueOf(documented.getMessage())).doesNotContain(state);
        }
        if (expected != null) {
            for (String name : List.of("state", "code", "error", "iss", "endpoint")) {
                List<String> values = expected.getValuesOrEmpty(name);
                if (values.size() == 1) {
                    assertThat(parameter(callback, name).orElse("")).isEqualTo(values.get(0));
                } else if (values.isEmpty()) {
                    assertThat(parameter(callback, name)).isEmpty();
                }
            }
        }
        if (expected != null && expected.getNames().stream().noneMatch(name -> name.contains(state))) {
            assertThat(callback.toString()).doesNotContain(state);
        }
    }

    private static void again(
            AuthorizationTransaction transaction,
            AuthorizationCallback callback,
            BiFunction<AuthorizationTransaction, AuthorizationCallback, Token> completion) {
        try {
            completion.apply(transaction, callback);
            fail("completed twice");
        } catch (CallbackRejectedException asDocumented) {
            assertThat(asDocumented).hasMessageContaining("completed before");
        }
    }

    private static Optional<String> parameter(AuthorizationCallback callback, String name) {
        try {
            return callback.parameter(name);
        } catch (CallbackRejectedException repeated) {
            return Optional.empty();
        }
    }
}
