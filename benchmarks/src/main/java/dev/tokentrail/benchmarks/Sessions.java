package dev.tokentrail.benchmarks;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.provider.wso2.Wso2;
import dev.tokentrail.provider.wso2.Wso2Config;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Namespaces of one emulator, each of which issues tokens, and visitors of one demo, each of whom has walked flows. */
final class Sessions {

    private static final List<Integer> SIZES = List.of(1, 2, 5, 10, 20, 50);
    private static final int CALLS = 400;
    private static final int FLOWS = 3;

    private Sessions() {}

    static GrowthTable namespaces() throws Exception {
        GrowthTable table = new GrowthTable("namespaces");
        try (MockAuthServer server = MockAuthServer.start()) {
            List<MockAuthServer> namespaces = new ArrayList<>();
            List<Wso2> clients = new ArrayList<>();
            Wso2 first = client(server);
            Clockwork.median(3_000, i -> first.clientCredentials());
            double empty = Clockwork.heap();
            for (int size : SIZES) {
                List<Double> opened = new ArrayList<>();
                while (namespaces.size() < size) {
                    long start = System.nanoTime();
                    MockAuthServer namespace = server.namespace().open();
                    opened.add((System.nanoTime() - start) / 1000.0);
                    namespaces.add(namespace);
                    clients.add(client(namespace));
                }
                table.constant("open one, µs", size, Spread.of(opened).middle());
                table.constant(
                        "token request, µs",
                        size,
                        Clockwork.median(CALLS, i -> clients.get(i % size).clientCredentials()));
                table.linear("heap, KiB", size, Math.max(1, Clockwork.heap() - empty));
            }
            namespaces.forEach(MockAuthServer::close);
        }
        return table;
    }

    private static Wso2 client(MockAuthServer server) {
        return new Wso2(Wso2Config.atGateway(
                server.wso2().uri().toString(),
                "wU62DjlyDBnq87GlBwplfqvmAbAa",
                Secret.of("ksdSdoefDDP7wpaElfqvmjDue")));
    }

    static GrowthTable visitors(Path jar) throws Exception {
        GrowthTable table = new GrowthTable("visitors");
        try (DemoProcess demo = DemoProcess.start(jar)) {
            HttpClient client = HttpClient.newHttpClient();
            AtomicInteger pages = new AtomicInteger();
            DemoSession first = new DemoSession(client, demo.origin(), pages, new AtomicInteger());
            for (int i = 0; i < 2 * first.flows(); i++) {
                first.walk(i);
            }
            double empty = demo.heapAfterCollection();
            int present = 0;
            for (int size : SIZES) {
                List<Double> perPage = new ArrayList<>();
                for (; present < size; present++) {
                    DemoSession session = new DemoSession(client, demo.origin(), pages, new AtomicInteger());
                    for (int i = 0; i < FLOWS; i++) {
                        int before = pages.get();
                        long start = System.nanoTime();
                        session.walk(present + i);
                        perPage.add((System.nanoTime() - start) / 1000.0 / Math.max(1, pages.get() - before));
                    }
                }
                table.constant("page, µs", size, Spread.of(perPage).middle());
                table.linear("heap, KiB", size, Math.max(1, demo.heapAfterCollection() - empty));
            }
        }
        return table;
    }
}
