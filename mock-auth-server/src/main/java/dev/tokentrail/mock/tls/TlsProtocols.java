package dev.tokentrail.mock.tls;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The protocols of an emulator that speaks TLS 1.2 and 1.3, and tells whoever speaks plain HTTP to it. */
public final class TlsProtocols {

    private TlsProtocols() {}

    /**
     * Creates them.
     *
     * @param http how HTTP is spoken
     * @param identity what it shows
     * @return TLS, and behind it HTTP
     */
    public static ConnectionFactory[] create(HttpConfiguration http, ServerIdentity identity) {
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
        return new ConnectionFactory[] {new DetectorConnectionFactory(outside), inside};
    }
}
