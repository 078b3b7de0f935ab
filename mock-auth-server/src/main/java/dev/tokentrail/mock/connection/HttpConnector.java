package dev.tokentrail.mock.connection;

import dev.tokentrail.mock.tls.ServerIdentity;
import dev.tokentrail.mock.tls.TlsProtocols;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector that leaves no connection open when it stops. Jetty's own forgets those that were accepted but not yet
 * registered, and their clients wait for an answer until they lose patience.
 */
public final class HttpConnector extends ServerConnector {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnector.class);

    private static final int WAITING_TO_CONNECT = 4096;

    private final Set<Socket> accepted = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    private HttpConnector(Server server, ConnectionFactory... protocols) {
        // Who accepts in the selector's thread can not be interrupted between taking a connection and telling of it.
        super(server, null, null, null, 0, -1, protocols);
    }

    /**
     * Creates a connector that is not open yet.
     *
     * @param server its server
     * @param http how HTTP is spoken
     * @param identity what it shows, null to speak plain HTTP
     * @param host address to bind
     * @param port port to bind, 0 for any free one
     * @return the connector
     */
    public static HttpConnector create(
            Server server, HttpConfiguration http, @Nullable ServerIdentity identity, String host, int port) {
        HttpConnector connector = identity == null
                ? new HttpConnector(server, new HttpConnectionFactory(http))
                : new HttpConnector(server, TlsProtocols.create(http, identity));
        connector.setHost(host);
        connector.setPort(port);
        // The system's usual 50 are full within two milliseconds of a burst, and who comes then waits a second.
        connector.setAcceptQueueSize(WAITING_TO_CONNECT);
        return connector;
    }

    /**
     * Tells whether the server that a request came to is about to end, so that an answer would be made up in haste.
     *
     * @param request the request
     * @return true from the moment in which its connector begins to stop
     */
    public static boolean isStopping(Request request) {
        return !request.getConnectionMetaData().getConnector().isRunning();
    }

    @Override
    protected void configure(Socket socket) {
        accepted.add(socket);
        super.configure(socket);
        if (stopped) {
            closeAccepted();
        }
    }

    @Override
    protected void onEndPointClosed(EndPoint endPoint) {
        super.onEndPointClosed(endPoint);
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            accepted.remove(channel.socket());
        }
    }

    @Override
    protected void doStop() throws Exception {
        try {
            super.doStop();
        } finally {
            stopped = true;
            closeAccepted();
        }
    }

    private void closeAccepted() {
        for (Socket socket : accepted) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("{} is closed already", socket, e);
            }
        }
    }
}
