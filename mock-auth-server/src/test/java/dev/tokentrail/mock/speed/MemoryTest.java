package dev.tokentrail.mock.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.MockAuthServer;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What nobody redeems, ends or takes does not pile up; {@code mock-auth-server/measure --memory} takes ten times more. */
class MemoryTest {

    private static final int CLIENTS = 8;

    @Test
    void tokens_codes_and_the_journal_stay_as_many_as_they_are_allowed_to_be() throws Exception {
        try (MockAuthServer mock = MockAuthServer.start();
                Load load = new Load(mock.port(), CLIENTS).allowingRefusals()) {
            assertFlat(
                    load,
                    List.of(
                            new Part(12_000, 100_000, Requests::opaque),
                            new Part(30_100, 20_001, Requests::authorization),
                            new Part(1_500, 5_000, Requests::refused),
                            new Part(40, 120, Requests::large)));
        }
    }

    @Test
    void sign_ins_and_devices_stay_as_many_as_they_are_allowed_to_be() throws Exception {
        try (MockAuthServer mock = MockAuthServer.create()
                        .configure("{\"wso2\":{\"version\":\"4.2\"}}")
                        .interactive()
                        .start();
                Load load = new Load(mock.port(), CLIENTS)) {
            assertFlat(
                    load,
                    List.of(
                            new Part(10_500, 10_000, Requests::device),
                            new Part(6_000, 9_999, Requests::authorization)));
        }
    }

    @Test
    void closed_namespaces_leave_nothing_behind() throws Exception {
        try (MockAuthServer mock = MockAuthServer.start()) {
            openAndClose(mock, 1_200);
            LiveObjects before = LiveObjects.now();
            openAndClose(mock, 600);
            LiveObjects.now().assertNoMoreThan(before);
        }
    }

    private static void openAndClose(MockAuthServer mock, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            try (MockAuthServer namespace = mock.namespace().open();
                    Load load = new Load(mock.port(), 1)) {
                int number = i;
                String prefix = namespace.url().getPath();
                load.requests(3, unused -> Requests.below(prefix, Requests.opaque(number)));
            }
        }
    }

    /**
     * A load.
     *
     * @param fill so many requests fill every store that they reach
     * @param more so many more must leave nothing
     */
    private record Part(int fill, int more, IntFunction<byte[]> request) {}

    private static void assertFlat(Load load, List<Part> parts) throws IOException {
        for (Part part : parts) {
            load.requests(part.fill(), part.request());
        }
        LiveObjects before = LiveObjects.now();
        assertThat(before.ofTheEmulator()).isNotEmpty();
        for (Part part : parts) {
            load.requests(part.more(), part.request());
        }
        LiveObjects.now().assertNoMoreThan(before);
    }
}
