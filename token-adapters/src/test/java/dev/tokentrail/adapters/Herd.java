package dev.tokentrail.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A hundred callers at once, all of whom are refused before anybody hears of it. */
public final class Herd {

    /** How many they are. */
    public static final int SIZE = 100;

    private Herd() {}

    /**
     * Makes the refusals of an API wait for each other, and calls it.
     *
     * @param api the API
     * @param call makes one call and gives its status
     * @throws Exception if one of them fails
     */
    public static void calls(Api api, Callable<Integer> call) throws Exception {
        CountDownLatch allRefused = new CountDownLatch(SIZE);
        api.beforeRefusal = () -> {
            allRefused.countDown();
            try {
                if (!allRefused.await(40, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("not all came");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(SIZE);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int caller = 0; caller < SIZE; caller++) {
                answers.add(threads.submit(call));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get(50, TimeUnit.SECONDS)).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
