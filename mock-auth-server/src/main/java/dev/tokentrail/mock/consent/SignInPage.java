package dev.tokentrail.mock.consent;

import dev.tokentrail.mock.page.Html;
import dev.tokentrail.mock.page.Page;
import java.util.List;
import java.util.Map;

/** Where a person says who they are. The demo passwords stand beside the names: they are public. */
final class SignInPage {

    private static final String ERROR = "The password is wrong for this user";

    private SignInPage() {}

    /**
     * The page.
     *
     * @param transaction what the sign-in is for
     * @param name the user of the attempt before, or nothing
     * @param failed whether that attempt failed
     */
    static Page of(Transaction transaction, String name, boolean failed) {
        AuthorizationRequest request = transaction.request;
        Html main = Html.of(
                """
                {}<h1>Sign in to {}</h1>
                <p><strong><bdi>{}</bdi></strong> asks for access. You decide about that on the next page.</p>
                {}<form method="post">
                <input type="hidden" name="transaction" value="{}">
                {}
                <div class="field">
                <label class="label" for="password">Password</label>
                {}<p class="hint" id="password-hint">The demo password stands beside each user name.</p>
                <input id="password" name="password" type="password" autocomplete="current-password" required \
                maxlength="1000" aria-describedby="{}password-hint"{}>
                </div>
                <div class="buttons"><button>Sign in</button></div>
                </form>
                """,
                failed ? errors() : Html.NONE,
                request.service(),
                request.client(),
                customer(request.facts()),
                transaction.id,
                users(request.accounts(), name),
                failed ? Html.of("<p class=\"wrong\" id=\"password-error\">{}.</p>", ERROR) : Html.NONE,
                failed ? "password-error " : "",
                Html.of(failed ? " aria-invalid=\"true\"" : ""));
        return new Page((failed ? "Error: " : "") + "Sign in to " + request.service(), request.service(), main);
    }

    private static Html errors() {
        return Html.of("""
                <div class="errors" role="alert" tabindex="-1" autofocus>
                <h2>You are not signed in</h2>
                <p><a href="#password">{}. Its demo password is shown below.</a></p>
                </div>
                """, ERROR);
    }

    private static Html customer(Map<String, String> facts) {
        String customer = facts.get("Customer");
        return customer == null ? Html.NONE : Html.of("<p>Customer: <strong><bdi>{}</bdi></strong></p>", customer);
    }

    private static Html users(List<Account> accounts, String name) {
        String selected = accounts.stream().anyMatch(account -> account.name().equals(name))
                ? name
                : accounts.get(0).name();
        return Html.of(
                "<fieldset><legend>User</legend>{}</fieldset>",
                Html.join(accounts.stream()
                        .map(account -> Html.of(
                                """
                                <label class="choice"><input type="radio" name="username" value="{}"{}>\
                                <span><bdi>{}</bdi><small>Password: <bdi>{}</bdi></small></span></label>
                                """,
                                account.name(),
                                Html.of(account.name().equals(selected) ? " checked" : ""),
                                account.name(),
                                account.password()))
                        .toList()));
    }
}
