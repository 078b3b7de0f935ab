package dev.tokentrail.demo.web.trail;

import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.RunningDemo;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.session.Visitor;
import java.net.URI;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A visitor of a running demo who has walked some flows. */
final class Session {

    private final Guest guest;
    private final RunningDemo demo;

    private Session(RunningDemo demo) {
        this.demo = demo;
        this.guest = new Guest(demo.origin());
    }

    /** A visitor who has done nothing yet. */
    static Session begin(RunningDemo demo) {
        Session session = new Session(demo);
        session.guest.get("/");
        session.guest.csrfToken();
        return session;
    }

    Guest guest() {
        return guest;
    }

    Visitor visitor() {
        return demo.visitors().find(guest.cookies().get("tokentrail")).orElseThrow();
    }

    /** Runs the steps of a flow, with their fields as they stand. */
    Session walk(String service, String flow) {
        DemoService walked = demo.services().stream()
                .filter(one -> one.id().equals(service))
                .findFirst()
                .orElseThrow();
        walk(walked, walked.flow(flow).orElseThrow());
        return this;
    }

    /** Runs a step. */
    JsonNode run(String service, String flow, String step, Map<String, String> fields) {
        return guest.run(service, flow, step, fields);
    }

    private void walk(DemoService service, Flow flow) {
        for (Step step : flow.steps()) {
            if (step.waitsFor(visitor().walk(service)).isPresent()) {
                continue; // A step before took the token away.
            }
            JsonNode outcome = guest.run(service.id(), flow.id(), step.id(), Map.of());
            String address = outcome.path("browserAddress").stringValue("");
            if (!address.isEmpty()) {
                URI back = guest.allow(address);
                guest.get(back.toString());
            }
        }
    }
}
