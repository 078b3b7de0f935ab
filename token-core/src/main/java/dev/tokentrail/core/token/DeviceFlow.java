package dev.tokentrail.core.token;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** The device flow (RFC 8628): start, show a code to a person, ask until the person has decided. */
public final class DeviceFlow {

    private static final Duration SLOW_DOWN = Duration.ofSeconds(5);

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
     * {@code slow_down} and twice as long after a failed connection (RFC 8628 section 3.5).
     *
     * @param authorization what {@link #start} gave
     * @return the token
     * @throws UserNeededException if the person declined, or did not decide in time
     * @throws ProviderRefusedException if the service said no for another reason
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    public Token await(DeviceAuthorization authorization) throws InterruptedException {
        Duration interval = authorization.interval();
        while (true) {
            wait.pass(interval);
            if (!client.clock().instant().isBefore(authorization.expiresAt())) {
                throw ended("expired_token", "Nobody approved the device before its code expired.");
            }
            try {
                Optional<Token> token = ask(authorization);
                if (token.isPresent()) {
                    return token.get();
                }
            } catch (SlowDown slower) {
                interval = interval.plus(SLOW_DOWN);
            } catch (ProviderUnavailableException broken) {
                if (!broken.retryable()) {
                    throw broken;
                }
                interval = interval.multipliedBy(2);
            }
        }
    }

    private Optional<Token> ask(DeviceAuthorization authorization) throws SlowDown {
        try {
            return Optional.of(client.requestToken(requests.deviceToken(authorization.deviceCode()), dialect));
        } catch (ProviderRefusedException refused) {
            return switch (refused.code().orElse("")) {
                case "authorization_pending" -> Optional.empty();
                case "slow_down" -> throw new SlowDown();
                case "expired_token" -> throw ended("expired_token", "The device code has expired.");
                case "access_denied" -> throw ended("access_denied", "The person declined.");
                default -> throw refused;
            };
        }
    }

    private UserNeededException ended(String code, String what) {
        return new UserNeededException(Failure.beforeRequest(what, Advice.forCode(code), code, null));
    }

    private static final class SlowDown extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
