package dev.tokentrail.mock;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.consent.Consent;
import dev.tokentrail.mock.consent.ConsentPages;
import dev.tokentrail.mock.gotoapi.GoToConfig;
import dev.tokentrail.mock.gotoapi.GoToService;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.sonetel.SonetelConfig;
import dev.tokentrail.mock.sonetel.SonetelService;
import dev.tokentrail.mock.wso2.Wso2Config;
import dev.tokentrail.mock.wso2.Wso2Service;
import dev.tokentrail.mock.x3.X3Config;
import dev.tokentrail.mock.x3.X3Service;
import dev.tokentrail.mock.xbooker.XBookerConfig;
import dev.tokentrail.mock.xbooker.XBookerService;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration, checked.
 *
 * @param sections what it says of each service
 * @param interactive whether a person is asked where a section does not say
 * @param journal how many requests are remembered
 * @param faults what goes wrong on purpose from the start
 */
record Configuration(Map<String, Section> sections, boolean interactive, int journal, Map<String, Object> faults) {

    static final List<String> SERVICES = List.of("x3", "sonetel", "xbooker", "goto", "wso2");

    /** A name that is the name of a service. */
    static String known(String service) {
        if (!SERVICES.contains(service)) {
            throw new IllegalArgumentException(
                    "There is no service " + service + "; there are " + String.join(", ", SERVICES));
        }
        return service;
    }

    /**
     * Reads a configuration.
     *
     * @param root the whole of it
     * @param interactive whether a person is asked where it does not say
     */
    static Configuration read(Section root, boolean interactive) {
        Map<String, Section> sections = new LinkedHashMap<>();
        for (String name : SERVICES) {
            sections.put(name, root.section(name));
        }
        Configuration configuration = new Configuration(
                sections,
                root.flag("interactive", interactive),
                (int) root.number("journal", 1000, 0, 1_000_000),
                root.members("faults"));
        root.end();
        if (!configuration.faults().isEmpty()) {
            Faults.read(root.section("faults"), 0);
        }
        sections.forEach((name, section) -> {
            // What says nothing cannot be wrong, and is read when its service is first needed.
            if (!section.names().isEmpty()) {
                configuration.service(name, Clock.systemUTC(), "");
            }
        });
        return configuration;
    }

    /** The services, each under its own path, or one alone at the root. */
    Services services(Clock clock, @Nullable String only) {
        return new Services(
                only == null ? SERVICES : List.of(only),
                only != null,
                name -> service(name, clock, only == null ? "/" + name : ""));
    }

    private Service service(String name, Clock clock, String mount) {
        Section section = sections.getOrDefault(name, Section.empty());
        return switch (name) {
            case "x3" -> {
                Consent consent = consent(section, X3Service.TITLE, clock, mount);
                yield new X3Service(X3Config.read(section), clock, mount, consent);
            }
            case "sonetel" -> new SonetelService(SonetelConfig.read(section), clock, mount);
            case "xbooker" -> new XBookerService(XBookerConfig.read(section), clock, mount);
            case "goto" -> {
                Consent consent = consent(section, GoToService.TITLE, clock, mount);
                yield new GoToService(GoToConfig.read(section), clock, mount, consent);
            }
            default -> {
                Consent consent = consent(section, Wso2Service.TITLE, clock, mount);
                yield new Wso2Service(Wso2Config.read(section), clock, mount, consent);
            }
        };
    }

    private Consent consent(Section section, String title, Clock clock, String mount) {
        return section.flag("interactive", interactive) ? new ConsentPages(title, clock, mount) : Consent.AT_ONCE;
    }
}
