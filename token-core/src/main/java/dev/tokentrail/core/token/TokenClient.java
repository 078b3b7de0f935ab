package dev.tokentrail.core.token;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Sends the requests of one provider and reads the answers as its {@link TokenDialect} says. It repeats nothing. Safe for
 * use by many threads.
 */
public final class TokenClient {

    private static final Logger LOG = LoggerFactory.getLogger(TokenClient.class);

    private final String provider;
    private final Transport transport;
    private final Clock clock;
    private final ConsumedStates consumedStates = new ConsumedStates();

    private TokenClient(String provider, Transport transport, Clock clock) {
        this.provider = provider;
        this.transport = transport;
        this.clock = clock;
    }

    /**
     * Makes a client that sends with {@link JdkTransport#create()} by the system's clock, and follows redirects as
     * {@link RedirectPolicy#sameOrigin()} says.
     *
     * @param provider the service's name for messages, for example {@code GoTo}
     * @return the client
     */
    public static TokenClient of(String provider) {
        return of(provider, JdkTransport.create(), Clock.systemUTC(), RedirectPolicy.sameOrigin());
    }

    /**
     * Makes a client.
     *
     * @param provider the service's name for messages, for example {@code GoTo}
     * @param transport what sends the requests
     * @param clock what lifetimes count from
     * @param redirects which redirects are followed
     * @return the client
     */
    public static TokenClient of(String provider, Transport transport, Clock clock, RedirectPolicy redirects) {
        return new TokenClient(provider, redirects.following(transport), clock);
    }

    /**
     * Gives the clock that lifetimes count from.
     *
     * @return the clock
     */
    public Clock clock() {
        return clock;
    }

    /**
     * Gives the service's name.
     *
     * @return for example {@code GoTo}
     */
    public String provider() {
        return provider;
    }

    /**
     * Sends a token request.
     *
     * @param request the request
     * @param dialect how the service answers
     * @return the token; its lifetime counts from the moment of sending
     * @throws ProviderRefusedException if the service said no, even with a status of success
     * @throws ProviderUnavailableException if it could not be reached or understood
     */
    public Token requestToken(WireRequest request, TokenDialect dialect) {
        Instant sentAt = clock.instant();
        Answer answer = send(request, dialect);
        JsonNode body = answer.requireObject();
        return TokenReader.read(body, dialect, sentAt)
                .orElseThrow(() -> answer.unreadable("without a usable token at " + dialect.accessToken()));
    }

    /**
     * Sends a refresh request.
     *
     * @param request the request
     * @param dialect how the service answers
     * @param previous the token whose refresh token the request uses
     * @return the new token, with the old refresh token if the answer brought none
     * @throws ProviderRefusedException if the service said no, even with a status of success
     * @throws ProviderUnavailableException if it could not be reached or understood
     */
    public Token requestRefresh(WireRequest request, TokenDialect dialect, Token previous) {
        return requestToken(request, dialect).renewing(previous);
    }

    /**
     * Sends a request that a JSON object answers: introspection, user information, an API call.
     *
     * @param request the request
     * @param dialect how the service answers, of which only success and errors matter here
     * @return the object's members: strings, numbers, booleans, lists and maps
     * @throws ProviderRefusedException if the service said no, even with a status of success
     * @throws ProviderUnavailableException if it could not be reached or understood
     */
    public Map<String, Object> requestJson(WireRequest request, TokenDialect dialect) {
        return Json.map(send(request, dialect).requireObject());
    }

    /**
     * Sends a request whose content the caller reads: a call of an API that may answer with anything.
     *
     * @param request the request
     * @param dialect how the service answers, of which only success and errors matter here
     * @return the response; it may hold secrets in clear
     * @throws ProviderRefusedException if the service said no, even with a status of success
     * @throws ProviderUnavailableException if it could not be reached, or answered no success
     */
    public WireResponse requestContent(WireRequest request, TokenDialect dialect) {
        Answer answer = send(request, dialect);
        answer.requireSuccess();
        return answer.response();
    }

    /**
     * Sends a request that a JSON object answers in an envelope.
     *
     * @param request the request
     * @param dialect how the service answers, of which only success and errors matter here
     * @param content where in the answer the object stands that matters: a JSON pointer, for example {@code /data}
     * @return that object's members
     * @throws ProviderRefusedException if the service said no, even with a status of success
     * @throws ProviderUnavailableException if it could not be reached or understood
     * @throws IllegalArgumentException if the pointer is malformed or points at the whole answer; nothing is sent then
     */
    public Map<String, Object> requestJson(WireRequest request, TokenDialect dialect, String content) {
        TokenDialect.checkPointer(content);
        Answer answer = send(request, dialect);
        JsonNode object = answer.requireObject().at(content);
        if (!object.isObject()) {
            throw answer.unreadable("without an object at " + content);
        }
        return Json.map(object);
    }

    /**
     * Sends a request whose answer has no content that matters, such as a revocation.
     *
     * @param request the request
     * @param dialect how the service answers, of which only success and errors matter here
     * @throws ProviderRefusedException if the service said no, even with a status of success
     * @throws ProviderUnavailableException if it could not be reached, or answered no success
     */
    public void requestAcknowledgement(WireRequest request, TokenDialect dialect) {
        send(request, dialect).requireSuccess();
    }

    DeviceAuthorization requestDeviceAuthorization(WireRequest request, TokenDialect dialect) {
        Instant sentAt = clock.instant();
        Answer answer = send(request, dialect);
        return DeviceAuthorization.read(answer.requireObject(), sentAt)
                .orElseThrow(
                        () -> answer.unreadable("without device_code, user_code, verification_uri and expires_in"));
    }

    /** Uses up the state of an authorization transaction: true the first time. */
    boolean consume(Secret state) {
        return consumedStates.add(state);
    }

    private Answer send(WireRequest request, TokenDialect dialect) {
        FailureReader failures = new FailureReader(provider, request, dialect);
        try {
            WireResponse response = transport.send(request);
            LOG.debug("{} -> {}", request, response);
            return new Answer(response, dialect, failures, clock.instant());
        } catch (IOException broken) {
            ProviderUnavailableException failure = failures.broken(broken);
            LOG.debug("{} -> {}", request, failure.getMessage());
            throw failure;
        }
    }

    /** A response together with how it is read. */
    private record Answer(WireResponse response, TokenDialect dialect, FailureReader failures, Instant at) {

        JsonNode requireObject() {
            Optional<JsonNode> body = requireSuccess();
            return body.orElseThrow(() -> unreadable(described()));
        }

        Optional<JsonNode> requireSuccess() {
            Optional<JsonNode> body = Json.object(response);
            body.flatMap(object -> failures.stated(response, object, at)).ifPresent(stated -> {
                throw stated;
            });
            if (!dialect.isSuccess(response.status())) {
                throw unreadable(described());
            }
            return body;
        }

        TokenException unreadable(String why) {
            return failures.unreadable(response, why, at);
        }

        private String described() {
            if (response.status() / 100 == 3) {
                return "a redirect"
                        + response.header("Location").map(Answer::host).orElse("")
                        + " that is not followed: credentials go to the service's own origin only, over at most "
                        + RedirectPolicy.LONGEST_CHAIN + " redirects";
            }
            String type = response.mediaType();
            if (response.body().length == 0) {
                return "with an empty body";
            }
            return type.contains("json")
                    ? "with JSON that is incomplete or not the documented object"
                    : "with " + (type.isEmpty() ? "a body of no stated type" : type)
                            + " instead of the documented JSON";
        }

        private static String host(String location) {
            String origin = location.replaceFirst("^([A-Za-z]+://[^/?#@]*)[/?#].*$", "$1");
            return origin.matches("[A-Za-z]+://[A-Za-z0-9.:\\[\\]-]{1,100}") ? " to " + origin : "";
        }
    }
}
