package dev.tokentrail.benchmarks.emulator;

import dev.tokentrail.mock.MockAuthServer;

/** The emulator as a test embeds it. */
final class TokentrailPeer implements Peer {

    public static void main(String[] arguments) throws Exception {
        Peer.run(new TokentrailPeer(), arguments);
    }

    @Override
    public int start(String variant) {
        return MockAuthServer.start().port();
    }
}
