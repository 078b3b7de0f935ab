package dev.tokentrail.mock.tls;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The connector of an emulator that speaks TLS 1.2 and 1.3, and tells whoever speaks plain HTTP to it. */
public final class TlsConnector {

    private TlsConnector() {}

    /**
     * Creates the connector.
     *
     * @param server the server it is for
     * @param http how HTTP is spoken
     * @param identity what it shows
     */
    public static ServerConnector create(Server server, HttpConfiguration http, ServerIdentity identity) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(identity.serverContext());
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        // A certificate for one server needs no choice by name, and clients come by names it does not know of.
        tls.setSniRequired(false);
        HttpConnectionFactory inside = new HttpConnectionFactory(http);
        SslConnectionFactory outside = new SslConnectionFactory(tls, inside.getProtocol());
        outside.setEnsureSecureRequestCustomizer(false);
        http.addCustomizer((request, headers) -> {
            if (!request.getConnectionMetaData().isSecure()) {
                throw new HttpException.RuntimeException(400, "This port speaks TLS: begin the address with https");
            }
            return request;
        });
        return new ServerConnector(server, new DetectorConnectionFactory(outside), inside);
    }
}
