package dev.tokentrail.conformance.nodes;

import dev.tokentrail.conformance.nodes.Report.Kind;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.token.Token;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** What a node wants tokens for: calls the API with every token it gets, and again and again. */
final class ApiCalls {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(250);

    /** A call that leaves this long before the token's end may arrive after it. */
    private static final long ON_THE_WAY = 100;

    private final JdkTransport transport = JdkTransport.create();
    private final String root;
    private final String node;
    private final Checkpoints checkpoints;
    private String print = "";
    private long end;
    private long due;

    ApiCalls(String root, String node, Checkpoints checkpoints) {
        this.root = root;
        this.node = node;
        this.checkpoints = checkpoints;
    }

    /** Makes a call that needs no token, so that the first one with a token does not take long. */
    void warmUp() throws IOException {
        String origin = WireRequest.get(root).build().origin();
        JSON.readTree(transport
                .send(WireRequest.get(origin + "/_mock/health").build())
                .text());
    }

    /** Calls with a token, if it is a new one or it is time to. False if it was refused. */
    boolean accepted(Token token, String tokenPrint) throws IOException {
        boolean another = !tokenPrint.equals(print);
        if (another) {
            print = tokenPrint;
            // X3 itself goes by the JWT, in whole seconds: up to a second before the end that it states.
            end = Prints.end(token.accessToken().reveal()).toEpochMilli();
        }
        boolean now = another || System.nanoTime() - due >= 0;
        if (!now || System.currentTimeMillis() > end - ON_THE_WAY) {
            return true;
        }
        due = System.nanoTime() + EVERY;
        int status = transport
                .send(WireRequest.post(root + "/graphql")
                        .header(Node.HEADER, node)
                        .bearer(token.accessToken())
                        .json(Parameters.of("query", "{ customer { code } }"))
                        .build())
                .status();
        if (status == 200 && another) {
            checkpoints.report(Kind.API_ACCEPTED, print);
        } else if (status != 200) {
            checkpoints.report(Kind.API_REFUSED, print);
        }
        return status == 200;
    }
}
