package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Service;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One emulated service as a test sees it: where it is, what it received, and what it shall answer next. */
public final class MockService {

    private final Service service;
    private final Emulator emulator;
    private final URI origin;

    MockService(Service service, Emulator emulator, URI origin) {
        this.service = service;
        this.emulator = emulator;
        this.origin = origin;
    }

    /**
     * Its name: {@code x3}, {@code sonetel}, {@code xbooker}, {@code goto} or {@code wso2}.
     *
     * @return the name
     */
    public String name() {
        return service.name();
    }

    /**
     * The address that stands for the base address of the real service, such as {@code http://127.0.0.1:9090/x3/v1}.
     *
     * @return the address without a trailing slash
     */
    public URI uri() {
        return URI.create(origin + service.base());
    }

    /**
     * An address below {@link #uri()}.
     *
     * @param path the rest, with a leading slash
     * @return the address
     */
    public URI uri(String path) {
        return URI.create(uri() + path);
    }

    /**
     * Answers the next request to this service in place of the service, which never sees it.
     *
     * @param status HTTP status
     * @param body body, sent as {@code application/json}
     */
    public void failNext(int status, String body) {
        failNext(status, Map.of("Content-Type", "application/json"), body);
    }

    /**
     * Answers the next request to this service in place of the service, which never sees it.
     *
     * @param status HTTP status from 200 to 599
     * @param headers headers, {@code Content-Type} among them if there shall be one, but nothing about the length
     * @param body body
     */
    public void failNext(int status, Map<String, String> headers, String body) {
        plan(Fault.exactly(status, headers, body));
    }

    /**
     * Plans faults of this service, which happen in this order.
     *
     * @param faults the faults
     * @throws IllegalArgumentException if one makes no sense, here or at all
     * @throws IllegalStateException if a thousand would be waiting
     */
    public void plan(Fault... faults) {
        emulator.plan(Arrays.stream(faults).map(fault -> fault.service(name())).toList());
    }

    /**
     * Lets the person deny the next authorization (X3, GoTo, WSO2).
     *
     * @throws IllegalArgumentException if no call of this service asks a person
     */
    public void denyNext() {
        plan(Fault.denied());
    }

    /**
     * The journal of this service, in order of arrival.
     *
     * @return the requests that are still remembered
     */
    public List<RecordedRequest> requests() {
        return journal().requests();
    }

    /**
     * Waits for the next request to this service that is here as a whole and was not taken before.
     *
     * @param patience how long to wait, at most a day
     * @return the request; its answer may still be due
     * @throws java.util.NoSuchElementException if none comes in time; the message lists what came
     */
    public RecordedRequest takeRequest(Duration patience) {
        return journal().takeRequest(patience);
    }

    /**
     * What this service received, to be narrowed down, verified or exported.
     *
     * @return the view
     */
    public JournalView journal() {
        return JournalView.all(emulator.journal()).service(name());
    }

    /**
     * Begins assertions about the calls of this service as they are now; the journal has them all, or the assertion fails.
     *
     * @return what can be asserted
     */
    public Verification verify() {
        return journal().verify();
    }

    /**
     * What this service will receive from now on.
     *
     * @return the view of what is still to come
     */
    public JournalView mark() {
        return journal().mark();
    }

    /** Name and address. */
    @Override
    public String toString() {
        return name() + " at " + uri();
    }
}
