package dev.tokentrail.mock;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.fault.Effect;
import dev.tokentrail.mock.fault.FaultKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A fault that waits for its calls, and what became of it so far. */
final class PlannedFault {

    private static final int MOST_TIMES = 1_000_000;
    private static final int MOST_REMEMBERED = 100;

    private final FaultKind kind;
    private final Effect effect;
    private final Optional<String> service;
    private final Optional<String> path;
    private final Optional<String> client;
    private final Optional<String> grant;
    private final long skip;
    private final long times;
    private final double chance;
    private final long seed;
    private final Map<String, Object> shown;
    private final Deque<Long> requests = new ArrayDeque<>();
    private long left;
    private long met;
    private long happened;

    /**
     * Reads a fault.
     *
     * @param section its JSON
     * @param seed decides about its chance
     * @throws IllegalArgumentException if it makes no sense
     */
    PlannedFault(Section section, long seed) {
        boolean deny = section.flag("deny", false);
        this.kind = FaultKind.named(section.text("fault", deny ? FaultKind.DENIED.json() : "status"));
        this.service = section.optionalText("service").map(Configuration::known);
        this.path = section.optionalText("path");
        this.client = section.optionalText("client");
        this.grant = section.optionalText("grant");
        this.skip = section.number("skip", 0, 0, MOST_TIMES);
        this.times = section.number("times", 1, 1, MOST_TIMES);
        boolean forever = section.flag("forever", false);
        this.chance = section.fraction("chance", 1);
        this.effect = kind.effect(section);
        section.end();
        this.seed = seed;
        this.left = forever ? Long.MAX_VALUE : times;
        service.filter(name -> !kind.possibleFor(name)).ifPresent(name -> {
            throw new IllegalArgumentException(
                    "The fault " + kind.json() + " cannot happen at " + name + ", which has nothing of the kind");
        });
        this.shown = shown(forever);
    }

    private Map<String, Object> shown(boolean forever) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("fault", kind.json());
        service.ifPresent(name -> members.put("service", name));
        path.ifPresent(name -> members.put("path", name));
        client.ifPresent(name -> members.put("client", name));
        grant.ifPresent(name -> members.put("grant", name));
        members.put("skip", skip);
        members.put(forever ? "forever" : "times", forever ? (Object) true : (Object) times);
        members.put("chance", chance);
        return members;
    }

    /** Counts a call if it is one that this fault can meet; tells whether the fault shall happen to it. */
    boolean sees(Call call, String calledPath, Services.Mount mount) {
        if (!isOfKind(call, calledPath, mount)) {
            return false;
        }
        met++;
        return left > 0 && met > skip && drawn();
    }

    /** Uses the fault up by one call. */
    void happensTo(RecordedRequest request) {
        left--;
        happened++;
        requests.add(request.sequence());
        if (requests.size() > MOST_REMEMBERED) {
            requests.remove();
        }
    }

    private boolean isOfKind(Call call, String calledPath, Services.Mount mount) {
        return service.filter(name -> !name.equals(mount.service())).isEmpty()
                && kind.possibleFor(mount.service())
                && kind.meets(call.purpose())
                && path.filter(wanted -> !isAt(wanted, calledPath, mount)).isEmpty()
                && client.filter(id -> !call.client().equals(Optional.of(id))).isEmpty()
                && grant.filter(type -> !call.grant().equals(Optional.of(type))).isEmpty();
    }

    private static boolean isAt(String wanted, String path, Services.Mount mount) {
        String below = mount.below(path);
        if (wanted.endsWith("*")) {
            String beginning = wanted.substring(0, wanted.length() - 1);
            return path.startsWith(beginning) || below.startsWith(beginning);
        }
        return path.equals(wanted) || below.equals(wanted);
    }

    // By the number of the call, so that calls of other kinds and of other threads change nothing.
    private boolean drawn() {
        return chance >= 1 || new SplittableRandom(seed + met * 0x9E3779B97F4A7C15L).nextDouble() < chance;
    }

    /** Takes a call back that it could not change. */
    void giveBack(RecordedRequest request) {
        left++;
        happened--;
        requests.remove(request.sequence());
    }

    boolean over() {
        return left == 0;
    }

    Optional<String> service() {
        return service;
    }

    FaultKind kind() {
        return kind;
    }

    Effect effect() {
        return effect;
    }

    /** What it is and what became of it; nothing of bodies and headers that were planned. */
    Map<String, Object> state() {
        Map<String, Object> members = new LinkedHashMap<>(shown);
        members.put("met", met);
        members.put("happened", happened);
        members.put("requests", List.copyOf(new ArrayList<>(requests)));
        return members;
    }
}
