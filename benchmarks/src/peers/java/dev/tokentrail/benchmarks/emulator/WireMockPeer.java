package dev.tokentrail.benchmarks.emulator;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;

/** WireMock with one stub: client and grant are matched, the token is another one in each answer. */
final class WireMockPeer implements Peer {

    public static void main(String[] arguments) throws Exception {
        Peer.run(new WireMockPeer(), arguments);
    }

    @Override
    public int start(String variant) {
        // As many journal entries as the emulator keeps; without a bound it keeps every request until memory ends.
        WireMockServer server =
                new WireMockServer(options().dynamicPort().maxRequestJournalEntries(1000));
        server.start();
        server.stubFor(post("/token")
                .withBasicAuth("client", "secret")
                .withRequestBody(containing("grant_type=client_credentials"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"access_token\":\"{{randomValue type='UUID'}}\",\"scope\":\"device\","
                                + "\"token_type\":\"Bearer\",\"expires_in\":3600}")
                        .withTransformers("response-template")));
        return server.port();
    }
}
