package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person with a browser that has no script: keeps cookies, opens pages, sends forms, follows nothing by itself. */
final class Visitor {

    private static final Pattern TRANSACTION = Pattern.compile("name=\"transaction\" value=\"([^\"]+)\"");

    private final Map<String, String> cookies = new LinkedHashMap<>();

    Reply open(URI uri) {
        return keep(Caller.get(uri, cookieHeader()));
    }

    Reply send(URI uri, String... form) {
        return keep(Caller.postForm(uri, Caller.form(form), cookieHeader()));
    }

    /** Begins an authorization and is at the sign-in page. */
    Arrival arrive(URI authorize) {
        Reply redirect = open(authorize);
        assertThat(redirect.status()).as(redirect.body()).isEqualTo(303);
        return arrival(redirect);
    }

    Arrival arrival(Reply redirect) {
        URI signIn = URI.create(redirect.header("Location"));
        Reply page = open(signIn);
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        Matcher hidden = TRANSACTION.matcher(page.body());
        assertThat(hidden.find()).as(page.body()).isTrue();
        return new Arrival(this, signIn, signIn.resolve("consent?" + signIn.getRawQuery()), hidden.group(1), page);
    }

    /** At the sign-in page of one authorization. */
    record Arrival(Visitor visitor, URI signIn, URI consent, String transaction, Reply page) {

        Reply signIn(String user, String password) {
            return visitor.send(signIn, "transaction", transaction, "username", user, "password", password);
        }

        Arrival signedIn(String user, String password) {
            Reply reply = signIn(user, password);
            assertThat(reply.status()).as(reply.body()).isEqualTo(303);
            assertThat(reply.header("Location")).isEqualTo(consent.toString());
            return this;
        }

        Reply consentPage() {
            return visitor.open(consent);
        }

        Reply approve(String... scopes) {
            return visitor.send(consent, approval(scopes));
        }

        String[] approval(String... scopes) {
            String[] form = new String[4 + 2 * scopes.length];
            form[0] = "transaction";
            form[1] = transaction;
            form[2] = "decision";
            form[3] = "approve";
            for (int i = 0; i < scopes.length; i++) {
                form[4 + 2 * i] = "scope";
                form[5 + 2 * i] = scopes[i];
            }
            return form;
        }

        Reply deny() {
            return visitor.send(consent, "transaction", transaction, "decision", "deny");
        }
    }

    Map<String, String> cookies() {
        return cookies;
    }

    private String[] cookieHeader() {
        return cookies.isEmpty()
                ? new String[0]
                : new String[] {
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; "))
                };
    }

    private Reply keep(Reply reply) {
        for (String line : reply.response().headers().allValues("Set-Cookie")) {
            String pair = line.substring(0, line.indexOf(';'));
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return reply;
    }
}
