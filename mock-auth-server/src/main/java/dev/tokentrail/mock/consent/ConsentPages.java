package dev.tokentrail.mock.consent;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.MalformedRequest;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets a person decide at two pages: sign-in, then consent.
 *
 * <p>Every request has a transaction, and a cookie that ties it to the browser which brought it: whoever has only one of
 * the two can do nothing with it. Nothing is decided by GET, and only what was found valid before is ever redirected to.
 */
public final class ConsentPages implements Consent {

    private static final String SIGN_IN = "/sign-in";
    private static final String CONSENT = "/consent";

    /** More people than ever sit before one emulator; a request may be several kilobytes long. */
    private static final int MOST_TRANSACTIONS = 1000;

    private final String service;
    private final Clock clock;
    private final String mount;
    private final BoundedStore<Transaction> transactions = new BoundedStore<>(MOST_TRANSACTIONS);

    /**
     * Creates the pages of one service.
     *
     * @param service the service, as a person knows it
     * @param clock the one clock
     * @param mount prefix of the paths of the service, empty for none
     */
    public ConsentPages(String service, Clock clock, String mount) {
        this.service = service;
        this.clock = clock;
        this.mount = mount;
    }

    @Override
    public boolean asksPerson() {
        return true;
    }

    @Override
    public Answer ask(Request request, AuthorizationRequest authorization) {
        if (authorization.accounts().isEmpty()) {
            return authorization.deny().get();
        }
        Transaction transaction = new Transaction(authorization, clock.instant());
        transactions.put(transaction.id, transaction);
        return to(request, SIGN_IN, transaction).with("Set-Cookie", cookie(request, transaction, Transaction.LIFE));
    }

    private Answer to(Request request, String page, Transaction transaction) {
        return Answer.redirect(303, request.origin() + mount + page + "?transaction=" + transaction.id)
                .with("Cache-Control", "no-store")
                .with("Referrer-Policy", "no-referrer");
    }

    private static String cookie(Request request, Transaction transaction, Duration life) {
        return transaction.cookie(life, request.origin().startsWith("https:"));
    }

    @Override
    public Endpoints serve(Endpoints endpoints) {
        return endpoints
                .read(SIGN_IN, request -> readable(() -> withTransaction(request, request.query(), this::signInPage)))
                .post(SIGN_IN, request -> readable(() -> signIn(request)))
                .read(CONSENT, request -> readable(() -> withTransaction(request, request.query(), this::consentPage)))
                .post(CONSENT, request -> readable(() -> decide(request)));
    }

    private Answer readable(Supplier<Answer> handler) {
        try {
            return handler.get();
        } catch (MalformedRequest e) {
            return Trouble.MALFORMED.answer(service);
        }
    }

    private Answer signInPage(Request request, Transaction transaction) {
        return undecided(
                transaction, () -> SignInPage.of(transaction, "", false).answer(200));
    }

    private Answer signIn(Request request) {
        Parameters form = request.form();
        return withTransaction(
                request,
                form,
                (call, transaction) -> undecided(transaction, () -> {
                    String name = form.value("username").orElse("");
                    String password = form.value("password").orElse("");
                    Optional<Account> account = transaction.request.accounts().stream()
                            .filter(known -> known.name().equals(name))
                            .filter(known -> Secrets.same(known.password(), password))
                            .findFirst();
                    account.ifPresent(transaction::signIn);
                    return account.isPresent()
                            ? to(request, CONSENT, transaction)
                            : SignInPage.of(transaction, name, true).answer(403);
                }));
    }

    private Answer consentPage(Request request, Transaction transaction) {
        return undecided(
                transaction,
                () -> transaction
                        .account()
                        .map(account -> ConsentPage.of(transaction.request, transaction.id, account)
                                .answerWithFormsThatLeave(200))
                        .orElseGet(() -> to(request, SIGN_IN, transaction)));
    }

    private Answer decide(Request request) {
        Parameters form = request.form();
        return withTransaction(request, form, (call, transaction) -> {
            Account account = transaction.account().orElse(null);
            if (account == null) {
                return to(request, SIGN_IN, transaction);
            }
            if (form.value("username")
                    .filter(name -> !name.equals(account.name()))
                    .isPresent()) {
                return consent(transaction, account, 409, ConsentPage.Problem.OTHER_USER);
            }
            return switch (form.value("decision").orElse("")) {
                case "deny" -> decided(request, transaction, "deny", transaction.request.deny());
                case "approve" -> approve(request, transaction, account, form);
                default -> Trouble.MALFORMED.answer(service);
            };
        });
    }

    private Answer approve(Request request, Transaction transaction, Account account, Parameters form) {
        ConsentPage page = ConsentPage.of(transaction.request, transaction.id, account);
        Set<String> ticked = form.entries().stream()
                .filter(entry -> entry.getKey().equals("scope"))
                .flatMap(entry -> Arrays.stream(entry.getValue().split(" ")))
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toSet());
        if (!page.offers(ticked)) {
            return Trouble.MALFORMED.answer(service);
        }
        if (ticked.isEmpty() && page.offersScopes()) {
            return consent(transaction, account, 400, ConsentPage.Problem.NO_SCOPE);
        }
        List<String> scopes = page.chosen(ticked);
        return decided(
                request,
                transaction,
                "approve " + scopes,
                () -> transaction.request.approve().apply(account, scopes));
    }

    private Answer consent(Transaction transaction, Account account, int status, ConsentPage.Problem problem) {
        return undecided(
                transaction,
                () -> ConsentPage.of(transaction.request, transaction.id, account)
                        .with(problem)
                        .answerWithFormsThatLeave(status));
    }

    // A redirect after a form is 303 whatever the service uses elsewhere: 307 would send the form on to the
    // application (RFC 9700 section 4.12). The cookie stays as long as a second click may come.
    private Answer decided(Request request, Transaction transaction, String choice, Supplier<Answer> answer) {
        return transaction
                .decide(choice, clock.instant(), answer)
                .map(decided -> decided.status() < 300 || decided.status() > 399 ? decided : decided.withStatus(303))
                .map(decided -> decided.with("Referrer-Policy", "no-referrer")
                        .with("Set-Cookie", cookie(request, transaction, Transaction.DOUBLE_CLICK)))
                .orElseGet(() -> Trouble.DECIDED.answer(service));
    }

    private Answer undecided(Transaction transaction, Supplier<Answer> page) {
        return transaction.decided() ? Trouble.DECIDED.answer(service) : page.get();
    }

    private Answer withTransaction(
            Request request, Parameters parameters, BiFunction<Request, Transaction, Answer> page) {
        String id = parameters.value("transaction").orElse("");
        Transaction transaction = transactions.find(id).orElse(null);
        if (transaction == null) {
            return Trouble.UNKNOWN.answer(service);
        }
        boolean owner = cookies(request, transaction.cookieName()).anyMatch(transaction::belongsTo);
        if (!owner) {
            return (transaction.decided() ? Trouble.DECIDED : Trouble.OTHER_BROWSER).answer(service);
        }
        return transaction.expired(clock.instant())
                ? Trouble.EXPIRED.answer(service)
                : page.apply(request, transaction);
    }

    private static Stream<String> cookies(Request request, String name) {
        return request.headerValues("Cookie").stream()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1));
    }

    @Override
    public void clear() {
        transactions.clear();
    }
}
