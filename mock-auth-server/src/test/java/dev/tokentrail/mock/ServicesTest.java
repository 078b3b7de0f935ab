package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.mock.config.Section;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A service is built when it is first needed, and a configuration is judged before that. */
class ServicesTest {

    private final List<String> built = new ArrayList<>();
    private final Configuration configuration = Configuration.read(Section.empty(), false);
    private final Services services = new Services(Configuration.SERVICES, false, name -> {
        built.add(name);
        return configuration.services(Clock.systemUTC(), null).named(name);
    });

    @Test
    void a_path_builds_its_service_once_and_no_other() {
        assertThat(services.at("/")).isNull();
        assertThat(services.at("/none/wso2")).isNull();
        services.reset();
        assertThat(built).isEmpty();
        assertThat(services.at("/wso2/token").service()).isEqualTo("wso2");
        assertThat(services.at("/wso2").below("/wso2")).isEmpty();
        assertThat(services.at("/wso2x")).isNull();
        assertThat(built).containsExactly("wso2");
    }

    @Test
    void every_mount_is_found() {
        assertThat(services.at("/x3-us/v1/token").service()).isEqualTo("x3");
        assertThat(services.at("/.well-known/oauth-authorization-server/goto").service())
                .isEqualTo("goto");
        services.all()
                .forEach(service -> service.mounts()
                        .keySet()
                        .forEach(mount ->
                                assertThat(services.at(mount).service()).isEqualTo(service.name())));
    }

    @Test
    void what_is_wrong_is_refused_before_anything_is_built() {
        Section wrong = Section.parse("{\"goto\":{\"codeSeconds\":0}}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Configuration.read(wrong, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("goto.codeSeconds");
    }
}
