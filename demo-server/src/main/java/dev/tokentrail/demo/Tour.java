package dev.tokentrail.demo;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Trail;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Walks the services against an emulator and tells whether every step went as it should. */
final class Tour {

    static final Map<String, Walk> WALKS = walks();

    private final TourReport report;
    private final Clock clock;

    Tour(TourReport report, Clock clock) {
        this.report = report;
        this.clock = clock;
    }

    /**
     * Walks.
     *
     * @param baseUrl where the emulator is, without a slash at the end
     * @param only the one service to walk, or empty for all
     * @return true if no step failed
     */
    boolean run(String baseUrl, String only) {
        Trail trail = Trail.of(JdkTransport.create(), clock, Trail.DEFAULT_CAPACITY, report::exchange);
        Steps steps = new Steps(report);
        int services = 0;
        for (Map.Entry<String, Walk> walk : WALKS.entrySet()) {
            if (only.isEmpty() || only.equals(walk.getKey())) {
                services++;
                report.title(walk.getValue().title());
                try {
                    walk.getValue().walk(baseUrl + "/" + walk.getKey(), trail, steps);
                } catch (Steps.StepFailed reported) {
                    report.note("The rest of this service is left out.");
                }
            }
        }
        report.summary(services, steps.count(), steps.failures());
        return steps.failures() == 0;
    }

    private static Map<String, Walk> walks() {
        Map<String, Walk> walks = new LinkedHashMap<>();
        walks.put("x3", new X3Walk());
        walks.put("sonetel", new SonetelWalk());
        walks.put("xbooker", new XBookerWalk());
        walks.put("goto", new GoToWalk());
        walks.put("wso2", new Wso2Walk());
        return walks;
    }
}
