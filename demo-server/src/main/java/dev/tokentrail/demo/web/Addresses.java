package dev.tokentrail.demo.web;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Step;

/** Where the pages of flows and steps are. */
public final class Addresses {

    private Addresses() {}

    /** A flow. */
    public static String of(DemoService service, Flow flow) {
        return "/services/" + service.id() + "/" + flow.id();
    }

    /** A flow at one of its steps. */
    public static String of(DemoService service, Flow flow, Step step) {
        return of(service, flow) + "?step=" + step.id();
    }
}
