package dev.tokentrail.mock.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The paths of one service and what answers at each method. */
public final class Endpoints {

    private final ErrorShape errors;
    private final Map<String, Map<String, Function<Request, Answer>>> exact = new LinkedHashMap<>();
    private final Map<String, Function<Request, Answer>> below = new LinkedHashMap<>();
    private final Map<String, Meaning> meanings = new LinkedHashMap<>();

    public Endpoints(ErrorShape errors) {
        this.errors = errors;
    }

    /** Answers GET, but not HEAD: for calls that issue something. */
    public Endpoints get(String path, Function<Request, Answer> handler) {
        return on(path, "GET", handler);
    }

    /** Answers GET and HEAD: for calls that only read. */
    public Endpoints read(String path, Function<Request, Answer> handler) {
        return on(path, "GET", handler).on(path, "HEAD", handler);
    }

    /** Answers POST. */
    public Endpoints post(String path, Function<Request, Answer> handler) {
        return on(path, "POST", handler);
    }

    public Endpoints on(String path, String method, Function<Request, Answer> handler) {
        exact.computeIfAbsent(path, unused -> new LinkedHashMap<>()).put(method, handler);
        return this;
    }

    /** Answers every method at a path and at everything below it. */
    public Endpoints under(String path, Function<Request, Answer> handler) {
        below.put(path, handler);
        return this;
    }

    /** Says what paths are for; those of which nothing is said are for anything else. */
    public Endpoints purpose(Purpose purpose, String... paths) {
        for (String path : paths) {
            meanings.put(path, new Meaning(purpose, Optional.empty()));
        }
        return this;
    }

    /** Says that a path issues tokens, by one grant that no parameter names. */
    public Endpoints grant(String grant, String path) {
        meanings.put(path, new Meaning(Purpose.TOKEN, Optional.of(grant)));
        return this;
    }

    /** An error in the shape of this service. */
    public Answer error(int status, String code, String description) {
        return errors.answer(status, code, description);
    }

    /** What calls of a path mean. */
    public Meaning meaning(String path) {
        Meaning known = meanings.get(path);
        if (known != null) {
            return known;
        }
        return below.keySet().stream()
                .filter(prefix -> covers(prefix, path))
                .findFirst()
                .map(prefix -> meanings.getOrDefault(prefix, Meaning.OTHER))
                .orElse(Meaning.OTHER);
    }

    /** Whether anything answers a method at a path; what answers all methods below a path may still have nothing there. */
    public boolean serves(String method, String path) {
        Map<String, Function<Request, Answer>> methods = exact.get(path);
        return methods != null ? methods.containsKey(method) || method.equals("OPTIONS") : handlerAbove(path) != null;
    }

    /** The paths that are for something, each with a method that it answers. */
    public Map<String, String> calls(Purpose purpose) {
        Map<String, String> calls = new LinkedHashMap<>();
        exact.forEach((path, methods) -> {
            if (meaning(path).purpose() == purpose) {
                calls.put(path, methods.keySet().iterator().next());
            }
        });
        return calls;
    }

    /** The paths served, each with its methods. */
    public List<String> listing() {
        List<String> lines = new ArrayList<>();
        exact.forEach((path, methods) -> lines.add(String.join(" ", new TreeSet<>(methods.keySet())) + " " + path));
        below.keySet().forEach(path -> lines.add("* " + path + "/*"));
        return lines;
    }

    /**
     * Answers a request.
     *
     * @param request the request
     * @param path its path below the mount of this service
     */
    public Answer answer(Request request, String path) {
        try {
            Map<String, Function<Request, Answer>> methods = exact.get(path);
            if (methods != null) {
                return answer(request, methods);
            }
            Function<Request, Answer> handler = handlerAbove(path);
            return handler != null
                    ? handler.apply(request)
                    : errors.answer(404, "not_found", "Nothing is at this path; GET / lists what is");
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (MalformedRequest malformed) {
            return errors.answer(400, "invalid_request", malformed.explanation());
        }
    }

    private Answer answer(Request request, Map<String, Function<Request, Answer>> methods) {
        Function<Request, Answer> handler = methods.get(request.method());
        if (handler != null) {
            return handler.apply(request);
        }
        TreeSet<String> allowed = new TreeSet<>(methods.keySet());
        allowed.add("OPTIONS");
        String allow = String.join(", ", allowed);
        return request.method().equals("OPTIONS")
                ? Answer.of(204).with("Allow", allow)
                : errors.answer(405, "method_not_allowed", "This path answers " + allow)
                        .with("Allow", allow);
    }

    private @Nullable Function<Request, Answer> handlerAbove(String path) {
        for (Map.Entry<String, Function<Request, Answer>> entry : below.entrySet()) {
            if (covers(entry.getKey(), path)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static boolean covers(String prefix, String path) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }
}
