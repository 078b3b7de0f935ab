package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.WireRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random requests, revealed, run by real shells and the real curl: 10,000 where the environment says {@code CI=true},
 * 250 elsewhere and where {@code tests.short} asks for less. Each goes through dash, bash and one of the other ways in turn.
 */
@Tag("slow")
class CurlPropertyTest {

    private static final boolean AT_LENGTH = "true".equals(System.getenv("CI")) && !Boolean.getBoolean("tests.short");
    private static final int BATCH = 250;
    private static final int GENERATOR_SIZE = 1_000;
    private static final int BATCHES = AT_LENGTH ? 40 : 1;

    private static final Way[] OTHERS = {
        Way.script(Shell.ZSH, CurlDialect.SH),
        Way.script(Shell.FISH, CurlDialect.SH),
        Way.script(Shell.KSH, CurlDialect.SH),
        Way.script(Shell.BUSYBOX, CurlDialect.SH),
        Way.script(Shell.BASH, CurlDialect.BASH),
        Way.configurationFiles()
    };

    private static final AtomicInteger TURN = new AtomicInteger();
    private static final Map<String, Integer> EXACT = new TreeMap<>();
    private static final Map<String, Integer> REFUSED = new TreeMap<>();

    private static Judge judge;
    private static ExecutorService threads;

    @BeforeContainer
    static void start() {
        judge = new Judge();
        threads = Executors.newFixedThreadPool(2);
    }

    @AfterContainer
    static void stop() throws IOException {
        threads.shutdown();
        judge.close();
        EXACT.forEach((way, count) -> System.out.println("cURL at random, " + way + ": " + count + " of "
                + (count + REFUSED.get(way)) + " exact, " + REFUSED.get(way) + " refused"));
    }

    /** One try makes all requests, so that their number can follow the environment and shells run in batches. */
    @Property(tries = 1)
    void reproducesRandomRequests(@ForAll Random random) {
        RandomGenerator<Sample> samples = HostileRequests.samples().generator(GENERATOR_SIZE);
        for (int batch = 0; batch < BATCHES; batch++) {
            reproduces(Stream.generate(() -> samples.next(random).value())
                    .limit(BATCH)
                    .toList());
        }
    }

    private static void reproduces(List<Sample> samples) {
        int turn = TURN.getAndIncrement();
        List<Way> ways = new ArrayList<>();
        ways.add(Way.script(Shell.DASH, CurlDialect.SH));
        ways.add(Way.script(Shell.BASH, CurlDialect.SH));
        ways.add(OTHERS[turn % OTHERS.length]);
        if (BATCHES == 1) {
            ways.addAll(List.of(OTHERS).subList(1, OTHERS.length));
        }
        List<BiFunction<String, Integer, WireRequest>> requests = samples.stream()
                .<BiFunction<String, Integer, WireRequest>>map(sample -> (origin, i) -> sample.request(origin))
                .toList();
        List<Future<Judge.Verdict>> verdicts = new ArrayList<>();
        for (Way way : ways) {
            way.require();
            verdicts.add(threads.submit(() -> judge.judge(
                    way,
                    requests,
                    request -> turn % 2 == 0
                            ? CurlCommand.of(request)
                            : CurlCommand.of(request).onOneLine(),
                    CurlCommand::revealSecrets)));
        }
        for (int i = 0; i < ways.size(); i++) {
            Judge.Verdict verdict = result(verdicts.get(i));
            EXACT.merge(ways.get(i).toString(), verdict.exact(), Integer::sum);
            REFUSED.merge(ways.get(i).toString(), verdict.refused().size(), Integer::sum);
            verdict.isExact();
            assertThat(verdict.total()).isEqualTo(samples.size());
        }
    }

    private static Judge.Verdict result(Future<Judge.Verdict> verdict) {
        try {
            return verdict.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
