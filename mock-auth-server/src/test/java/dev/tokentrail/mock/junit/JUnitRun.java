package dev.tokentrail.mock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What a run of test classes inside this JVM came to.
 *
 * @param passed display names of the tests that passed; several tests may have the same one
 * @param failures what tests and classes failed with, by their display name
 * @param aborted display names of the tests that were aborted
 */
record JUnitRun(Collection<String> passed, Map<String, Throwable> failures, Collection<String> aborted) {

    static JUnitRun inOrder(Class<?>... classes) {
        return run(false, classes);
    }

    static JUnitRun inParallel(Class<?>... classes) {
        return run(true, classes);
    }

    private static JUnitRun run(boolean parallel, Class<?>... classes) {
        Map<String, String> passed = new ConcurrentHashMap<>();
        Map<String, Throwable> failures = new ConcurrentHashMap<>();
        Set<String> aborted = ConcurrentHashMap.newKeySet();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(
                        Stream.of(classes).map(DiscoverySelectors::selectClass).toList())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", String.valueOf(parallel))
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                switch (result.getStatus()) {
                    case SUCCESSFUL -> {
                        if (test.isTest()) {
                            passed.put(test.getUniqueId(), test.getDisplayName());
                        }
                    }
                    case FAILED ->
                        failures.put(
                                test.getDisplayName(), result.getThrowable().orElseThrow());
                    case ABORTED -> aborted.add(test.getDisplayName());
                }
            }
        });
        return new JUnitRun(passed.values(), failures, aborted);
    }

    /** Fails unless as many tests passed and none failed. */
    void assertPassed(int count) {
        failures.forEach((name, failure) -> {
            throw new AssertionError(name + " failed", failure);
        });
        assertThat(passed).hasSize(count);
    }

    Throwable failure(String displayName) {
        assertThat(failures).containsKey(displayName);
        return failures.get(displayName);
    }
}
