package dev.tokentrail.mock.token;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Issued things by their secret value; past its limit it forgets the oldest, so that nobody can fill the memory.
 *
 * @param <V> what is stored
 */
public final class BoundedStore<V> {

    private final Map<String, V> entries;

    public BoundedStore(int limit) {
        this.entries = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > limit;
            }
        };
    }

    public synchronized void put(String key, V value) {
        entries.remove(key);
        entries.put(key, value);
    }

    public synchronized Optional<V> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Removes an entry and hands it to exactly one caller. */
    public synchronized Optional<V> take(String key) {
        return Optional.ofNullable(entries.remove(key));
    }

    public synchronized void removeIf(Predicate<V> condition) {
        entries.values().removeIf(condition);
    }

    public synchronized List<V> values() {
        return new ArrayList<>(entries.values());
    }

    public synchronized int size() {
        return entries.size();
    }

    public synchronized void clear() {
        entries.clear();
    }
}
