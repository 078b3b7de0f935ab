package dev.tokentrail.mock.consent;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.page.Html;
import dev.tokentrail.mock.page.Page;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a person who signed in approves, all or less than was asked for, or denies. */
record ConsentPage(
        AuthorizationRequest request,
        String transaction,
        Account account,
        List<String> offered,
        List<String> withheld,
        @Nullable Problem problem) {

    /** So many scopes have a box of their own; the rest share one, for a form has room for a few hundred values. */
    private static final int MOST_BOXES = 100;

    enum Problem {
        NO_SCOPE("Choose at least one scope, or deny the request", "#scopes"),
        OTHER_USER("Another user has signed in meanwhile: look again at who you are here", "#facts");

        final String text;
        final String place;

        Problem(String text, String place) {
            this.text = text;
            this.place = place;
        }
    }

    static ConsentPage of(AuthorizationRequest request, String transaction, Account account) {
        Set<String> asked = new LinkedHashSet<>(request.scopes());
        return new ConsentPage(
                request,
                transaction,
                account,
                asked.stream().filter(account.mayGrant()).toList(),
                asked.stream().filter(account.mayGrant().negate()).toList(),
                null);
    }

    ConsentPage with(Problem found) {
        return new ConsentPage(request, transaction, account, offered, withheld, found);
    }

    boolean offersScopes() {
        return !offered.isEmpty();
    }

    /** Whether each of these was on the page, in the form in which a page shows it. */
    boolean offers(Set<String> ticked) {
        return offered.stream().map(Html::visible).collect(Collectors.toSet()).containsAll(ticked);
    }

    /** The scopes that were ticked, in the order in which they were asked for. */
    List<String> chosen(Set<String> ticked) {
        return offered.stream()
                .filter(scope -> ticked.contains(Html.visible(scope)))
                .toList();
    }

    Answer answerWithFormsThatLeave(int status) {
        String title = "Allow access to " + request.service() + "?";
        return new Page((problem == null ? "" : "Error: ") + title, request.service(), main())
                .answerWithFormsThatLeave(status);
    }

    private Html main() {
        return Html.of(
                """
                {}<h1>Allow <bdi>{}</bdi> to use {}?</h1>
                <dl id="facts">{}{}</dl>
                <form method="post">
                <input type="hidden" name="transaction" value="{}">
                <input type="hidden" name="username" value="{}">
                {}{}<div class="buttons">
                <button name="decision" value="approve">Approve</button>
                <button class="second" name="decision" value="deny">Deny</button>
                </div>
                </form>
                <p><a href="sign-in?transaction={}">Sign in as somebody else</a></p>
                """,
                problem == null ? Html.NONE : errors(problem),
                request.client(),
                request.service(),
                fact("Signed in as", account.name()),
                Html.join(request.facts().entrySet().stream()
                        .map(fact -> fact(fact.getKey(), fact.getValue()))
                        .toList()),
                transaction,
                account.name(),
                boxes(),
                withheldNote(),
                transaction);
    }

    private static Html errors(Problem problem) {
        return Html.of("""
                <div class="errors" role="alert" tabindex="-1" autofocus>
                <h2>Nothing was decided</h2>
                <p><a href="{}">{}.</a></p>
                </div>
                """, problem.place, problem.text);
    }

    private static Html fact(String name, String value) {
        return Html.of("<div><dt>{}</dt><dd><bdi>{}</bdi></dd></div>\n", name, value);
    }

    private Html boxes() {
        if (offered.isEmpty()) {
            return Html.of(
                    "<p>{}</p>\n",
                    withheld.isEmpty()
                            ? "No particular scope is asked for."
                            : "None of the scopes asked for is one that you can grant; access without them is left.");
        }
        boolean wrong = problem == Problem.NO_SCOPE;
        List<String> shown = offered.stream().map(Html::visible).toList();
        List<Html> boxes = new ArrayList<>(shown.stream()
                .limit(MOST_BOXES)
                .map(scope -> box(scope, scope, wrong))
                .toList());
        if (shown.size() > MOST_BOXES) {
            List<String> rest = shown.subList(MOST_BOXES, shown.size());
            boxes.add(box(String.join(" ", rest), "and " + rest.size() + " more: " + String.join(" ", rest), wrong));
        }
        return Html.of(
                """
                <fieldset id="scopes" tabindex="-1"{}><legend>Scopes</legend>
                {}<p class="hint" id="scopes-hint">Untick what you do not want to grant.</p>
                {}</fieldset>
                """,
                Html.of(wrong ? " aria-describedby=\"scopes-error\"" : " aria-describedby=\"scopes-hint\""),
                wrong ? Html.of("<p class=\"wrong\" id=\"scopes-error\">{}.</p>\n", Problem.NO_SCOPE.text) : Html.NONE,
                Html.join(boxes));
    }

    private static Html box(String value, String label, boolean unticked) {
        return Html.of("""
                <label class="choice"><input type="checkbox" name="scope" value="{}"{}><span><bdi>{}</bdi></span></label>
                """, value, Html.of(unticked ? "" : " checked"), label);
    }

    private Html withheldNote() {
        return withheld.isEmpty()
                ? Html.NONE
                : Html.of(
                        "<p class=\"quiet\">Asked for, but not for <bdi>{}</bdi> to grant: <bdi>{}</bdi></p>\n",
                        account.name(),
                        String.join(" ", withheld));
    }
}
