package dev.tokentrail.demo.web.faults;

import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.mock.Fault;
import dev.tokentrail.mock.MockAuthServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Everything that can go wrong on purpose at one service. */
final class Breakages {

    private static final Duration LIFE_OF_A_CODE = Duration.ofMinutes(5);
    private static final Duration FAR = Duration.ofDays(400);
    private static final Breakage.Returning NEVER = (walk, emulator, signIn, callback) -> {
        throw new IllegalStateException("This fault sends nobody away.");
    };

    private final Breakable service;

    private Breakages(Breakable service) {
        this.service = service;
    }

    /** A flow that is on no rail: its steps are the faults. */
    static Flow of(Breakable service) {
        Breakages at = new Breakages(service);
        List<Step> steps = new ArrayList<>();
        Breakable.SignIn signIn = service.signIn();
        if (signIn != null) {
            steps.add(at.denied(signIn));
            steps.add(at.wrongState(signIn));
            steps.add(at.expiredCode(signIn));
            steps.add(at.replayedCode(signIn));
        }
        steps.add(at.wrongSecret());
        if (service.rotating()) {
            steps.add(at.reusedRefreshToken());
        }
        steps.add(at.met(
                "too-many-requests",
                "429 Too Many Requests",
                "The service is asked for a token and answers 429: too many requests, come again in 30 seconds.",
                Fault.tooManyRequests(30)));
        steps.add(at.met(
                "unavailable",
                "503 Service Unavailable",
                "A proxy before the service answers 503 with a page of HTML instead of a token.",
                Fault.htmlError(503)));
        steps.add(at.met(
                "dropped",
                "Dropped connection",
                "The service takes the request, does what it asks, and the connection is cut before the answer is there."
                        + " Nobody can know whether it was done.",
                Fault.answerLost().times(3)));
        if (service.api() != null) {
            steps.add(at.expiredToken(service.api()));
        }
        steps.add(at.clockForward());
        steps.add(at.clockFarForward());
        steps.add(clockReset());
        return new Flow(
                FaultsPage.FLOW, "Break it", "none", false, "What goes wrong with tokens, done on purpose.", steps);
    }

    /** Which of the faults that other services have make no sense here, and why. */
    static List<String> leftOut(Breakable service) {
        List<String> reasons = new ArrayList<>();
        if (service.signIn() == null) {
            reasons.add(
                    "Denied consent, wrong state, expired and replayed code: this service has no sign-in with a browser.");
        }
        if (!service.rotating()) {
            reasons.add(
                    "Rotated refresh token reused: this service does not rotate; one refresh token is good many times.");
        }
        if (service.api() == null) {
            reasons.add("Expired token at the API: the library gets tokens here and calls no API.");
        }
        return reasons;
    }

    private Breakage denied(Breakable.SignIn signIn) {
        return new Breakage(
                "denied",
                "Denied consent",
                "The browser goes to the service, where the person says no. It comes back with an error instead of a code.",
                walk -> Optional.empty(),
                (walk, emulator) -> {
                    service.emulated().apply(emulator).plan(Fault.denied());
                    return away(walk, signIn);
                },
                (walk, emulator, login, callback) -> unexpected(signIn.complete(walk, login, callback)));
    }

    private Breakage wrongState(Breakable.SignIn signIn) {
        return here(
                "wrong-state",
                "Wrong state",
                "An attacker has the browser open a link to this app with the code of their own sign-in, so that the app acts"
                        + " in their account (CSRF). They cannot know the state that this session expects.",
                walk -> Optional.empty(),
                (walk, emulator) -> {
                    AuthorizationTransaction login = signIn.begin(walk);
                    return unexpected(signIn.complete(
                            walk, login, AuthorizationCallback.fromForm("code=stolen-code&state=made-up-state")));
                });
    }

    private Breakage expiredCode(Breakable.SignIn signIn) {
        return new Breakage(
                "expired-code",
                "Expired code",
                "Sign in and allow it. When the browser is back with the code, the clock moves forward past the life of the"
                        + " code, five minutes, before it is exchanged.",
                walk -> Optional.empty(),
                (walk, emulator) -> away(walk, signIn),
                (walk, emulator, login, callback) -> {
                    emulator.clock().advance(LIFE_OF_A_CODE);
                    return unexpected(signIn.complete(walk, login, callback));
                });
    }

    private Breakage replayedCode(Breakable.SignIn signIn) {
        return new Breakage(
                "replayed-code",
                "Replayed code",
                "Sign in and allow it. The code is exchanged once, rightly, and then the same callback comes a second time, at"
                        + " another process of this app. The process that exchanged it would refuse by itself; this one"
                        + " cannot know, so the service has to.",
                walk -> Optional.empty(),
                (walk, emulator) -> away(walk, signIn),
                (walk, emulator, login, callback) -> {
                    String kept = login.toJson();
                    signIn.complete(walk, login, callback);
                    return unexpected(signIn.complete(walk, AuthorizationTransaction.fromJson(kept), callback));
                });
    }

    private Breakage wrongSecret() {
        return here(
                "wrong-secret",
                "Wrong secret",
                "A token is asked for with a wrong " + service.secret()
                        + ", after a typing error or a rotation that nobody" + " told this app of.",
                service.missing(),
                (walk, emulator) -> unexpected(service.wrongSecret().apply(walk)));
    }

    private Breakage reusedRefreshToken() {
        return here(
                "reused-refresh-token",
                "Rotated refresh token reused",
                "A refresh token is used, which brings a new one, and then the old one is used again: a second process that"
                        + " did not hear of the new one, or a thief.",
                service.missing(),
                (walk, emulator) -> {
                    Token first = service.token().apply(walk);
                    Token second = service.provider().apply(walk).refresh(first);
                    if (walk.token().filter(first::equals).isPresent()) {
                        walk.keep(second);
                    }
                    return unexpected(service.provider().apply(walk).refresh(first));
                });
    }

    private Breakage met(String id, String title, String explanation, Fault fault) {
        return here(id, title, explanation, service.missing(), (walk, emulator) -> {
            service.emulated().apply(emulator).plan(fault);
            return unexpected(service.token().apply(walk));
        });
    }

    private Breakage expiredToken(Breakable.Api api) {
        return here(
                "expired-token",
                "Expired token",
                "The service gives a token whose life is over already, though the answer says otherwise, and the API is called"
                        + " with it.",
                service.missing(),
                (walk, emulator) -> {
                    service.emulated().apply(emulator).plan(Fault.expiredOnArrival());
                    api.call(walk, service.token().apply(walk));
                    return Outcome.done("The API took the token all the same.");
                });
    }

    private Breakage clockForward() {
        return here(
                "clock-forward",
                "Clock forward",
                "The clock moves to the end of the access token, while a token source of the library holds it.",
                service.missing(),
                (walk, emulator) -> {
                    Token token = service.token().apply(walk);
                    Instant end = token.expiry()
                            .at()
                            .orElseGet(() -> walk.clock().instant().plus(Duration.ofHours(1)));
                    return renewed(
                            walk, emulator, token, Duration.between(walk.clock().instant(), end));
                });
    }

    private Breakage clockFarForward() {
        return here(
                "clock-far-forward",
                "Clock forward by 400 days",
                "The same, but far past the life of most refresh tokens.",
                service.missing(),
                (walk, emulator) -> renewed(walk, emulator, service.token().apply(walk), FAR));
    }

    private Outcome renewed(Walk walk, MockAuthServer emulator, Token token, Duration forward) {
        try (TokenSource source = TokenSource.builder(service.provider().apply(walk))
                .startingWith(token)
                .build()) {
            emulator.clock().advance(forward.plusSeconds(1));
            Token next = source.token();
            if (walk.token().filter(token::equals).isPresent()) {
                walk.keep(next);
            }
            return Outcome.done(
                    "No error: the library saw that the token was over before anybody used it, and got the next"
                            + " one by itself. The caller notices nothing but one slower call.");
        }
    }

    private static Breakage clockReset() {
        return here(
                "clock-reset",
                "Set the clock right",
                "Takes back every move of the clock in your emulator.",
                walk -> Optional.empty(),
                (walk, emulator) -> {
                    emulator.clock().reset();
                    return Outcome.done("The clock of your emulator is right again.");
                });
    }

    private static Breakage here(
            String id,
            String title,
            String explanation,
            Function<Walk, Optional<String>> missing,
            BiFunction<Walk, MockAuthServer, Outcome> breaking) {
        return new Breakage(id, title, explanation, missing, breaking, NEVER);
    }

    private static Outcome away(Walk walk, Breakable.SignIn signIn) {
        AuthorizationTransaction login = signIn.begin(walk);
        walk.awaitCallback(login);
        return Outcome.sendBrowserTo(login.uri());
    }

    private static Outcome unexpected(Token token) {
        Objects.requireNonNull(token);
        return Outcome.done("The library got a token all the same.");
    }
}
