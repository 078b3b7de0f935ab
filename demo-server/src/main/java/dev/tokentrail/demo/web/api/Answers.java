package dev.tokentrail.demo.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the JSON API answers, as {@code openapi.json} describes it. What is empty is left out. Holds no secret. */
final class Answers {

    private Answers() {}

    /** The session of the cookie, and what each of its POST requests carries in the header of that name. */
    record Session(String csrfToken, String csrfHeader) {}

    record Services(List<Service> services) {}

    record Service(
            String id,
            String title,
            String summary,
            String needs,
            boolean emulated,
            boolean hasToken,
            List<FlowSummary> flows) {}

    record FlowSummary(String id, String title, String grant, boolean legacy, String summary) {}

    record Flow(
            String id, String service, String title, String grant, boolean legacy, String summary, List<Step> steps) {}

    /** {@code waitsFor} says what has to be done before. */
    record Step(
            String id,
            String title,
            String explanation,
            Optional<String> waitsFor,
            List<Field> fields,
            Optional<Result> lastResult) {}

    /** {@code value} is what is used if nothing is sent; that of a secret is not shown, {@code filledIn} tells of it. */
    record Field(
            String name,
            String label,
            String kind,
            Optional<String> value,
            boolean filledIn,
            String help,
            List<String> choices) {}

    record Plan(List<Request> requests, Optional<String> browserAddress, String javaCode) {}

    /** {@code curl} is masked; {@code curlWithVariables} runs once {@code variables} are set. */
    record Request(String method, String url, String curl, String curlWithVariables, List<String> variables) {}

    /**
     * What came of a step. If the browser is needed, {@code browserAddress} is where a person signs in, and
     * {@code comesBackTo} the address that the service sends the browser to, which is opened with this session's cookie.
     */
    record Result(
            Instant at,
            boolean successful,
            String sentence,
            Optional<String> browserAddress,
            Optional<String> comesBackTo,
            Optional<Failure> failure,
            List<Integer> calls,
            Optional<String> tokenChange) {}

    /** What the library threw. */
    record Failure(
            String type,
            Optional<Integer> status,
            Optional<String> code,
            Optional<String> vendorCode,
            boolean retryable,
            Optional<Long> retryAfterSeconds,
            String advice) {}

    record KeptToken(
            String service,
            boolean present,
            Instant now,
            Optional<String> type,
            Optional<Secret> accessToken,
            Optional<Secret> refreshToken,
            List<String> scopes) {}

    /** A secret by its shape: {@code JWT} or {@code opaque}. */
    record Secret(
            String masked,
            String form,
            int length,
            Optional<Instant> expiresAt,
            String expirySource,
            boolean expired) {}

    record Trail(List<Entry> entries) {}

    /** A call of the app, or a move of the browser, whose {@code url} then is without its query. */
    record Entry(
            int number,
            String kind,
            String service,
            String flow,
            String step,
            Instant at,
            String url,
            Optional<String> method,
            Optional<Integer> status,
            Optional<Long> durationMillis,
            Optional<String> failure) {}

    /** {@code responseBody} has its secrets masked. */
    record Call(
            Entry entry,
            Request request,
            List<String> requestHeaders,
            String requestBody,
            List<String> responseHeaders,
            String responseBody) {}

    /** An error (RFC 9457). */
    record Problem(String type, String title, int status, String detail) {}
}
