package dev.tokentrail.benchmarks.emulator;

import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;

/** mock-oauth2-server of navikt with its default HTTP server; the other one, Netty, closes the connection after each answer. */
final class MockOAuth2ServerPeer implements Peer {

    public static void main(String[] arguments) throws Exception {
        Peer.run(new MockOAuth2ServerPeer(), arguments);
    }

    @Override
    public int start(String variant) {
        String algorithm = variant.isEmpty() ? "RS256" : variant;
        MockOAuth2Server server = new MockOAuth2Server(OAuth2Config.Companion.fromJson(
                "{\"tokenProvider\": {\"keyProvider\": {\"algorithm\": \"" + algorithm + "\"}}}"));
        server.start();
        return server.baseUrl().port();
    }
}
