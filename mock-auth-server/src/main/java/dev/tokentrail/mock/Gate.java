package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.Request;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets callers on this machine to the control, and from elsewhere those who have the key. */
final class Gate {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9A-Fa-f:.]+]|([a-z0-9-]+\\.)*localhost");

    private final @Nullable ControlKey key;

    /**
     * Creates the gate.
     *
     * @param key opens it to others, null for nothing
     */
    Gate(@Nullable ControlKey key) {
        this.key = key;
    }

    /** What a request is told that may not pass, null for one that may. */
    @Nullable
    Answer refusal(Request request) {
        // A page from elsewhere, which a browser shows that can reach this server, must not pass.
        if (!request.headerValues("Origin").stream().allMatch(request.serverOrigin()::equals)) {
            return forbidden("Pages of another origin cannot use the control");
        }
        boolean local = loopback(request.remoteAddress());
        if (local && byAddress(request)) {
            return null;
        }
        ControlKey expected = key;
        if (expected != null) {
            return request.bearer().filter(expected::is).isPresent() ? null : unauthorized();
        }
        return local
                // Somebody else's DNS may have made a name point here.
                ? forbidden("The control answers to an address of this machine or to localhost, not to this host name")
                : forbidden(
                        "The control answers to callers on the same machine; to others if the server is started with"
                                + " a key (--key-file, MOCK_AUTH_SERVER_KEY or key(...)) and they present it");
    }

    private static Answer forbidden(String sentence) {
        return ErrorShape.OAUTH.answer(403, "forbidden", sentence);
    }

    private static Answer unauthorized() {
        return ErrorShape.OAUTH
                .answer(401, "unauthorized", "The control needs Authorization: Bearer KEY, with the key of this server")
                .with("WWW-Authenticate", "Bearer realm=\"mock-auth-server\"");
    }

    private static boolean loopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean byAddress(Request request) {
        String host = URI.create(request.serverOrigin()).getHost();
        return host != null && ADDRESS.matcher(host).matches();
    }
}
