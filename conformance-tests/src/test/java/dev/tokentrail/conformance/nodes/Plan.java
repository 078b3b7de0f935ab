package dev.tokentrail.conformance.nodes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What happens in a run, drawn from a seed before it begins: the same seed makes the same plan.
 *
 * @param seed the seed
 * @param rounds one for each expiry
 */
record Plan(long seed, List<Round> rounds) {

    /**
     * One expiry.
     *
     * @param disturbance what happens
     * @param moment how long into the token's life it happens, where that is free
     * @param length how long the database is away, or how long after it took the lease its holder is killed
     * @param nodes how many clocks are set, or 0 for all
     */
    record Round(Disturbance disturbance, Duration moment, Duration length, int nodes) {}

    /** One round for each of these, in an order drawn from the seed. */
    static Plan of(long seed, Duration lifetime, List<Disturbance> disturbances) {
        Random random = new Random(seed);
        List<Disturbance> order = new ArrayList<>(disturbances);
        Collections.shuffle(order, random);
        List<Round> rounds = order.stream()
                .map(disturbance -> new Round(
                        disturbance,
                        lifetime.multipliedBy(random.nextLong(100)).dividedBy(100),
                        length(disturbance, random, lifetime),
                        random.nextInt(4)))
                .toList();
        return new Plan(seed, rounds);
    }

    private static Duration length(Disturbance disturbance, Random random, Duration lifetime) {
        return disturbance.area() == Disturbance.Area.DATABASE
                ? lifetime.multipliedBy(25 + random.nextLong(125)).dividedBy(100)
                : Duration.ofMillis(random.nextLong(40));
    }
}
