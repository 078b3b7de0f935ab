package dev.tokentrail.demo.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.RunningDemo;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.session.Visitors;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sessions are bounded: whoever comes without a cookie again and again takes no more memory. */
class ManyVisitorsTest {

    private static final int MANY = 100_000;

    @Test
    void a_hundred_thousand_visitors_leave_the_last_ones() {
        try (RunningDemo demo = new RunningDemo()) {
            Visitors visitors = demo.visitors();
            DemoService service = demo.services().get(0);
            List<String> ids = new ArrayList<>();
            begin(visitors, service, ids, MANY / 10);
            WeakReference<?> old =
                    new WeakReference<>(visitors.find(ids.get(ids.size() - 1)).orElseThrow());
            long before = used();
            begin(visitors, service, ids, MANY - MANY / 10);
            long grown = used() - before;

            assertThat(grown).as("bytes for 90,000 more visitors").isLessThan(4L * 1024 * 1024 + 90L * ids.size());
            assertThat(old.get()).as("a visitor who is gone").isNull();
            assertThat(visitors.count()).isEqualTo(Visitors.MOST);
            assertThat(visitors.find(ids.get(0))).isEmpty();
            assertThat(visitors.find(ids.get(MANY - Visitors.MOST - 1))).isEmpty();
            assertThat(visitors.find(ids.get(MANY - Visitors.MOST))).isPresent();
            assertThat(visitors.find(ids.get(MANY - 1))).isPresent();
            Guest late = new Guest(demo.origin());
            assertThat(late.get("/").status()).isEqualTo(200);
            assertThat(late.get("/services/goto/authorization-code").status()).isEqualTo(200);
        }
    }

    private static void begin(Visitors visitors, DemoService service, List<String> ids, int many) {
        for (int i = 0; i < many; i++) {
            Visitors.Begun begun = visitors.begin(Optional.empty());
            if (i % 10 == 0) {
                begun.visitor().walk(service);
            }
            ids.add(begun.id());
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
