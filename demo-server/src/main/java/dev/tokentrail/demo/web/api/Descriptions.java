package dev.tokentrail.demo.web.api;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.http.Exchange;
import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Redactor;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UnverifiedJwt;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Plan;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.StepResult;
import dev.tokentrail.demo.flow.TokenChange;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.trail.TrailEntry;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns services, flows, steps and what came of them into what the API answers. Masks every secret. */
final class Descriptions {

    private Descriptions() {}

    static Answers.Service service(DemoService service, Walk walk) {
        return new Answers.Service(
                service.id(),
                service.title(),
                service.summary(),
                service.needs(),
                walk.emulated(),
                walk.token().isPresent(),
                service.flows().stream()
                        .map(flow -> new Answers.FlowSummary(
                                flow.id(), flow.title(), flow.grant(), flow.legacy(), flow.summary()))
                        .toList());
    }

    static Answers.Flow flow(Flow flow, Walk walk) {
        return new Answers.Flow(
                flow.id(),
                walk.service().id(),
                flow.title(),
                flow.grant(),
                flow.legacy(),
                flow.summary(),
                flow.steps().stream().map(step -> step(flow, step, walk)).toList());
    }

    private static Answers.Step step(Flow flow, Step step, Walk walk) {
        return new Answers.Step(
                step.id(),
                step.title(),
                step.explanation(),
                step.waitsFor(walk),
                step.fields(walk).stream().map(Descriptions::field).toList(),
                walk.result(flow, step).map(result -> result(result, Optional.empty())));
    }

    private static Answers.Field field(Field field) {
        boolean secret = field.kind() == Field.Kind.SECRET || field.kind() == Field.Kind.LONG_TEXT;
        return new Answers.Field(
                field.name(),
                field.label(),
                field.kind().name().toLowerCase(Locale.ROOT),
                secret ? Optional.empty() : Optional.of(field.value()),
                !field.value().isEmpty(),
                field.help(),
                field.choices());
    }

    static Answers.Plan plan(Plan plan) {
        return new Answers.Plan(
                plan.requests().stream().map(Descriptions::request).toList(), plan.browserAddress(), plan.javaCode());
    }

    private static Answers.Request request(WireRequest request) {
        CurlCommand withVariables = CurlCommand.of(request).withVariables();
        return new Answers.Request(
                request.method(),
                Redactor.of(request.secrets()).redact(request.url()),
                CurlCommand.of(request).toString(),
                withVariables.text(),
                List.copyOf(withVariables.variables().keySet()));
    }

    static Answers.Result result(StepResult result, Optional<String> browserAddress) {
        return new Answers.Result(
                result.at(),
                result.successful(),
                result.sentence(),
                browserAddress,
                browserAddress.flatMap(Descriptions::redirectUri),
                result.thrown().map(Descriptions::failure),
                result.calls(),
                result.changed().map(Descriptions::change));
    }

    private static Optional<String> redirectUri(String authorizationUri) {
        return Optional.ofNullable(URI.create(authorizationUri).getRawQuery()).stream()
                .flatMap(query -> Stream.of(query.split("&")))
                .filter(parameter -> parameter.startsWith("redirect_uri="))
                .map(parameter ->
                        URLDecoder.decode(parameter.substring("redirect_uri=".length()), StandardCharsets.UTF_8))
                .findFirst();
    }

    private static Answers.Failure failure(TokenException thrown) {
        return new Answers.Failure(
                thrown.getClass().getSimpleName(),
                thrown.status().stream().boxed().findFirst(),
                thrown.code(),
                thrown.vendorCode(),
                thrown.retryable(),
                thrown.retryAfter().map(Duration::toSeconds),
                thrown.advice());
    }

    private static String change(TokenChange change) {
        if (change.after() == null) {
            return "removed";
        }
        return change.before() == null ? "kept" : "replaced";
    }

    static Answers.KeptToken token(Walk walk) {
        Instant now = walk.clock().instant();
        Optional<Token> token = walk.token();
        return new Answers.KeptToken(
                walk.service().id(),
                token.isPresent(),
                now,
                token.map(Token::type),
                token.flatMap(kept -> secret(kept.accessToken(), kept.expiry(), now)),
                token.flatMap(kept -> secret(kept.refreshToken(), kept.refreshExpiry(), now)),
                token.map(Token::scopes).orElse(List.of()));
    }

    private static Optional<Answers.Secret> secret(@Nullable Secret value, Expiry expiry, Instant now) {
        return Optional.ofNullable(value)
                .map(present -> new Answers.Secret(
                        present.toString(),
                        UnverifiedJwt.read(present.reveal()).isPresent() ? "JWT" : "opaque",
                        present.reveal().length(),
                        expiry.at(),
                        expiry.source().name().toLowerCase(Locale.ROOT),
                        expiry.isOver(now)));
    }

    static Answers.Entry entry(TrailEntry entry) {
        Optional<Exchange> exchange =
                entry instanceof TrailEntry.Call call ? Optional.of(call.exchange()) : Optional.empty();
        return new Answers.Entry(
                entry.number(),
                entry instanceof TrailEntry.BrowserMove move ? (move.back() ? "browser_back" : "browser_sent") : "call",
                entry.service(),
                entry.flow(),
                entry.step(),
                entry.at(),
                entry instanceof TrailEntry.BrowserMove move
                        ? move.address()
                        : exchange.map(made -> Redactor.of(made.request().secrets())
                                        .redact(made.request().url()))
                                .orElse(""),
                exchange.map(made -> made.request().method()),
                exchange.flatMap(Exchange::response).map(WireResponse::status),
                exchange.map(made -> made.duration().toMillis()),
                exchange.flatMap(Exchange::failure).map(failed -> "No answer came."));
    }

    static Answers.Call call(TrailEntry.Call call) {
        WireRequest request = call.exchange().request();
        Redactor redactor = Redactor.of(request.secrets());
        Optional<WireResponse> response = call.exchange().response();
        return new Answers.Call(
                entry(call),
                request(request),
                lines(request.headers(), redactor),
                redactor.redact(new String(request.body().bytes(), StandardCharsets.UTF_8)),
                response.map(answer -> lines(answer.headers(), redactor)).orElse(List.of()),
                redactor.redact(response.map(WireResponse::text).orElse("")));
    }

    private static List<String> lines(List<Header> headers, Redactor redactor) {
        return headers.stream().map(Header::toString).map(redactor::redact).toList();
    }
}
