package dev.tokentrail.mock.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Tells of every head on its arrival, before anything waits for the body. */
final class ArrivalHandler extends Handler.Wrapper {

    /** A head that was told of, and what was answered to the telling. */
    record Told(Request head, Arrival arrival) {}

    private static final String ATTRIBUTE = Told.class.getName();
    private static final String SOCKET_VERSION = "Sec-WebSocket-Version";
    private static final byte[] NO_BODY = {};
    private static final Pattern AUTHORITY =
            Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?");

    /** A host that was judged before: most requests name the same as the last one. */
    private record Usable(String authority, boolean secure, String origin) {
        static Usable of(String authority, boolean secure) {
            return new Usable(authority, secure, (secure ? "https://" : "http://") + authority);
        }
    }

    private final Arrivals arrivals;
    private final Supplier<String> origin;
    private volatile Usable usable = Usable.of("localhost", false);

    /**
     * Creates the handler.
     *
     * @param arrivals is told
     * @param origin the origin of requests that name no usable host
     */
    ArrivalHandler(Arrivals arrivals, Supplier<String> origin) {
        this.arrivals = arrivals;
        this.origin = origin;
    }

    @Override
    public boolean handle(org.eclipse.jetty.server.Request request, Response response, Callback callback)
            throws Exception {
        Told told = tell(request);
        HttpFields fields = request.getHeaders();
        if (fields.contains(HttpHeader.CONTENT_LENGTH) || fields.contains(HttpHeader.TRANSFER_ENCODING)) {
            org.eclipse.jetty.server.Request.addCompletionListener(
                    request, failure -> told.arrival().ended());
        }
        return super.handle(
                fields.contains(SOCKET_VERSION) ? withoutSocketVersion(request) : request, response, callback);
    }

    /** Javalin begins a session, which nobody would end, for whoever asks for a WebSocket; nothing here is one. */
    private static org.eclipse.jetty.server.Request withoutSocketVersion(org.eclipse.jetty.server.Request request) {
        HttpFields fields =
                HttpFields.build(request.getHeaders()).remove(SOCKET_VERSION).asImmutable();
        return new org.eclipse.jetty.server.Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return fields;
            }
        };
    }

    /** What was told of a request, which is told now if Jetty refused it before it came this far. */
    Told told(org.eclipse.jetty.server.Request request) {
        Told known = (Told) request.getAttribute(ATTRIBUTE);
        return known != null ? known : tell(request);
    }

    private Told tell(org.eclipse.jetty.server.Request request) {
        Request head = head(request);
        Told told = new Told(head, arrivals.arrived(head));
        request.setAttribute(ATTRIBUTE, told);
        return told;
    }

    private Request head(org.eclipse.jetty.server.Request received) {
        List<Header> headers = new ArrayList<>();
        String authority = null;
        for (HttpField field : received.getHeaders()) {
            String value = field.getValue() == null ? "" : field.getValue();
            headers.add(new Header(field.getName(), value));
            if (field.getHeader() == HttpHeader.HOST) {
                authority = value;
            }
        }
        String target = received.getHttpURI().getPathQuery();
        return new Request(
                received.getMethod(),
                target == null ? "*" : target,
                headers,
                NO_BODY,
                org.eclipse.jetty.server.Request.getRemoteAddr(received),
                origin(received, authority),
                received.getConnectionMetaData().getHttpVersion().asString());
    }

    private String origin(org.eclipse.jetty.server.Request received, @Nullable String authority) {
        // What the target of a request says of its own scheme is not what it came by.
        boolean secure = received.getConnectionMetaData().isSecure();
        Usable known = usable;
        if (known.authority().equals(authority) && known.secure() == secure) {
            return known.origin();
        }
        if (authority == null || !AUTHORITY.matcher(authority).matches()) {
            return origin.get();
        }
        known = Usable.of(authority, secure);
        usable = known;
        return known.origin();
    }
}
