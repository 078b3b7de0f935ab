package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers that tests put before those of the services, each used once, oldest first. */
final class ScriptedAnswers {

    static final int MOST = 1000;

    private record Script(@Nullable String service, Answer answer) {}

    private final Deque<Script> scripts = new ArrayDeque<>();

    /**
     * Adds an answer.
     *
     * @param service for the next request to this service, null for any of them
     * @throws IllegalStateException if a thousand are waiting
     */
    synchronized void add(@Nullable String service, Answer answer) {
        if (scripts.size() >= MOST) {
            throw new IllegalStateException("At most " + MOST + " answers can wait to be given");
        }
        scripts.add(new Script(service, answer));
    }

    synchronized @Nullable Answer next(Optional<String> service) {
        for (Iterator<Script> all = scripts.iterator(); all.hasNext(); ) {
            Script script = all.next();
            if (script.service() == null
                    || service.filter(script.service()::equals).isPresent()) {
                all.remove();
                return script.answer();
            }
        }
        return null;
    }

    synchronized int waiting() {
        return scripts.size();
    }

    synchronized void clear() {
        scripts.clear();
    }
}
