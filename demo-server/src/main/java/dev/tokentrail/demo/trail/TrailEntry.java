package dev.tokentrail.demo.trail;

import dev.tokentrail.core.http.Exchange;
import java.time.Instant;

/** Something that happened between browser, app and service. */
public sealed interface TrailEntry {

    /** Its number, from 1 on, in this session. */
    int number();

    /** The service it belongs to: {@code goto}, say. */
    String service();

    /** The flow it belongs to. */
    String flow();

    /** The step it belongs to. */
    String step();

    /** When it began, by the visitor's clock. */
    Instant at();

    /**
     * A call of the app to a service.
     *
     * @param exchange what was sent and what came back
     */
    record Call(int number, String service, String flow, String step, Instant at, Exchange exchange)
            implements TrailEntry {}

    /**
     * The browser went to the service's page, or came back from there.
     *
     * @param back whether it came back
     * @param address where to; on the way back without its query, since that may hold a code
     */
    record BrowserMove(int number, String service, String flow, String step, Instant at, boolean back, String address)
            implements TrailEntry {}
}
