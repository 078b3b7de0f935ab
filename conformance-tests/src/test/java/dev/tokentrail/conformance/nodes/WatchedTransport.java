package dev.tokentrail.conformance.nodes;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import java.io.IOException;

/** A transport that writes the node's name on every request, and tells of those that are about to leave. */
record WatchedTransport(Transport transport, String node, Checkpoints checkpoints) implements Transport {

    @Override
    public WireResponse send(WireRequest request) throws IOException {
        WireRequest named = request.newBuilder().header(Node.HEADER, node).build();
        checkpoints.reached(Point.SENDING);
        return transport.send(named);
    }
}
