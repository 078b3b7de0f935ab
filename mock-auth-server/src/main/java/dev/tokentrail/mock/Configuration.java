package dev.tokentrail.mock;

import dev.tokentrail.mock.config.Section;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration.
 *
 * @param x3 Sage X3
 * @param sonetel Sonetel
 * @param xbooker X Booker
 * @param goTo GoTo
 * @param wso2 WSO2 API Manager
 * @param journal how many requests are remembered
 */
record Configuration(
        X3Config x3, SonetelConfig sonetel, XBookerConfig xbooker, GoToConfig goTo, Wso2Config wso2, int journal) {

    static final List<String> SERVICES = List.of("x3", "sonetel", "xbooker", "goto", "wso2");

    static Configuration read(Section root) {
        Configuration configuration = new Configuration(
                X3Config.read(root.section("x3")),
                SonetelConfig.read(root.section("sonetel")),
                XBookerConfig.read(root.section("xbooker")),
                GoToConfig.read(root.section("goto")),
                Wso2Config.read(root.section("wso2")),
                (int) root.number("journal", 1000, 0, 1_000_000));
        root.end();
        return configuration;
    }

    /** The services, each under its own path, or one alone at the root. */
    List<Service> services(Clock clock, @Nullable String only) {
        return SERVICES.stream()
                .filter(name -> only == null || only.equals(name))
                .map(name -> service(name, clock, only == null ? "/" + name : ""))
                .toList();
    }

    private Service service(String name, Clock clock, String mount) {
        return switch (name) {
            case "x3" -> new X3Service(x3, clock, mount);
            case "sonetel" -> new SonetelService(sonetel, clock, mount);
            case "xbooker" -> new XBookerService(xbooker, clock, mount);
            case "goto" -> new GoToService(goTo, clock, mount);
            default -> new Wso2Service(wso2, clock, mount);
        };
    }
}
