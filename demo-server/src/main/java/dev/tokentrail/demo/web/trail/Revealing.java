package dev.tokentrail.demo.web.trail;

import dev.tokentrail.demo.trail.TrailEntry;

/** Of which calls the secrets may stand in clear. */
@FunctionalInterface
interface Revealing {

    /** Of none: the default. */
    Revealing NOTHING = call -> false;

    /** Whether they may. */
    boolean allows(TrailEntry.Call call);
}
