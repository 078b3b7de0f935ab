package dev.tokentrail.benchmarks.emulator;

import com.tngtech.keycloakmock.api.KeycloakMock;
import com.tngtech.keycloakmock.api.ServerConfig;
import java.net.ServerSocket;

/** keycloak-mock; it takes a port of its user, so a free one is looked for. */
final class KeycloakMockPeer implements Peer {

    public static void main(String[] arguments) throws Exception {
        Peer.run(new KeycloakMockPeer(), arguments);
    }

    @Override
    public int start(String variant) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        new KeycloakMock(ServerConfig.aServerConfig().withPort(port).build()).start();
        return port;
    }
}
