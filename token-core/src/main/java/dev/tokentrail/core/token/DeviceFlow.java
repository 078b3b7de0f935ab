package dev.tokentrail.core.token;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** The device flow (RFC 8628): start, show a code to a person, ask until the person has decided. */
public final class DeviceFlow {

    private static final Duration SLOW_DOWN = Duration.ofSeconds(5);
    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

    private final StandardRequests requests;
    private final TokenClient client;
    private final TokenDialect dialect;
    private final Wait wait;

    /** How the flow passes the time between two questions. */
    @FunctionalInterface
    public interface Wait {
        /**
         * Returns after a time.
         *
         * @param time how long
         * @throws InterruptedException if the thread was interrupted meanwhile
         */
        void pass(Duration time) throws InterruptedException;
    }

    /**
     * Makes the flow, sleeping between questions.
     *
     * @param requests the service's requests
     * @param client what sends them
     * @param dialect how the service answers
     */
    public DeviceFlow(StandardRequests requests, TokenClient client, TokenDialect dialect) {
        this(requests, client, dialect, time -> Thread.sleep(time.toMillis()));
    }

    /**
     * Makes the flow.
     *
     * @param requests the service's requests
     * @param client what sends them
     * @param dialect how the service answers
     * @param wait how to pass the time between two questions
     */
    public DeviceFlow(StandardRequests requests, TokenClient client, TokenDialect dialect, Wait wait) {
        this.requests = requests;
        this.client = client;
        this.dialect = dialect;
        this.wait = wait;
    }

    /**
     * Asks for a code to show to a person.
     *
     * @param scopes the scopes asked for; empty for the service's default
     * @return the codes and where to type them in
     * @throws ProviderRefusedException if the service said no
     * @throws ProviderUnavailableException if it could not be reached or understood
     * @throws IllegalStateException if the service has no device authorization endpoint configured
     */
    public DeviceAuthorization start(Collection<String> scopes) {
        return client.requestDeviceAuthorization(requests.deviceAuthorization(scopes), dialect);
    }

    /**
     * Asks until the person has decided. It waits the interval between two questions, 5 seconds longer after each
     * {@code slow_down} and twice as long after a failed connection (RFC 8628 section 3.5), or as long as the service then
     * asks for; never longer than 5 minutes, and never past the end of the code.
     *
     * @param authorization what {@link #start} gave
     * @return the token
     * @throws UserNeededException if the person declined, or did not decide in time
     * @throws ProviderRefusedException if the service said no for another reason
     * @throws ProviderUnavailableException if it could not be understood
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    public Token await(DeviceAuthorization authorization) throws InterruptedException {
        Duration interval = authorization.interval();
        while (true) {
            Duration left = Duration.between(client.clock().instant(), authorization.expiresAt());
            if (left.compareTo(interval) > 0) {
                wait.pass(interval);
            } else if (left.isZero() || left.isNegative()) {
                throw new UserNeededException(Failure.beforeRequest(
                        "Nobody approved the device before its code expired.",
                        Advice.forCode("expired_token"),
                        "expired_token",
                        null));
            } else {
                wait.pass(left);
                continue;
            }
            try {
                Optional<Token> token = ask(authorization);
                if (token.isPresent()) {
                    return token.get();
                }
            } catch (SlowDown slower) {
                interval = shorter(interval.plus(SLOW_DOWN), LONGEST_INTERVAL);
            } catch (ProviderUnavailableException broken) {
                if (!broken.retryable()) {
                    throw broken;
                }
                Duration doubled = interval.multipliedBy(2);
                Duration asked = broken.retryAfter().orElse(Duration.ZERO);
                interval = shorter(asked.compareTo(doubled) > 0 ? asked : doubled, LONGEST_INTERVAL);
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Optional<Token> ask(DeviceAuthorization authorization) throws SlowDown {
        try {
            return Optional.of(client.requestToken(requests.deviceToken(authorization.deviceCode()), dialect));
        } catch (ProviderRefusedException refused) {
            return switch (refused.code().orElse("")) {
                case "authorization_pending" -> Optional.empty();
                case "slow_down" -> throw new SlowDown();
                case "expired_token" -> throw ended(refused, "The device code has expired.");
                case "access_denied" -> throw ended(refused, "The person declined.");
                default -> throw refused;
            };
        }
    }

    private static UserNeededException ended(ProviderRefusedException refused, String what) {
        return new UserNeededException(refused.failure().inWords(what, refused.advice()));
    }

    private static final class SlowDown extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
