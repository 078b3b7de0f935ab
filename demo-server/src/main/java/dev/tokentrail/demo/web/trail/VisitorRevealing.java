package dev.tokentrail.demo.web.trail;

import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.demo.trail.TrailEntry;
import java.util.regex.Pattern;

/** Lets one visitor see secrets in clear: where his switch is on, and only those sent to the emulator or on this machine. */
final class VisitorRevealing implements Revealing {

    private static final Pattern LOOPBACK = Pattern.compile("https?://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?");

    private final Visitor visitor;

    VisitorRevealing(Visitor visitor) {
        this.visitor = visitor;
    }

    @Override
    public boolean allows(TrailEntry.Call call) {
        return visitor.revealing() && possible(call);
    }

    /** Whether the switch would do anything for a call. */
    boolean possible(TrailEntry.Call call) {
        return LOOPBACK.matcher(call.exchange().request().origin()).matches()
                || visitor.namespace()
                        .filter(emulator -> call.exchange().request().url().startsWith(emulator.url() + "/"))
                        .isPresent();
    }

    /** Whether the switch would do anything. */
    boolean possible() {
        return visitor.trail().calls().stream().anyMatch(this::possible);
    }
}
