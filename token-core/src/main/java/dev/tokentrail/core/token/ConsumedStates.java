package dev.tokentrail.core.token;

import dev.tokentrail.core.secret.Secret;
import java.util.LinkedHashMap;
import java.util.Map;

/** The states that were used up lately, so that a transaction restored twice from a session completes once. Bounded. */
final class ConsumedStates {

    private static final int CAPACITY = 10_000;

    private final Map<Secret, Boolean> states = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Secret, Boolean> eldest) {
            return size() > CAPACITY;
        }
    };

    /** True the first time. */
    synchronized boolean add(Secret state) {
        return states.putIfAbsent(state, true) == null;
    }
}
