package dev.tokentrail.mock;

import dev.tokentrail.mock.config.Section;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes a namespace before it is opened: an emulator with a state, a clock, a journal and faults of its own, at a
 * server that already listens.
 */
public final class NamespaceBuilder {

    private final Emulator parent;
    private final Function<Emulator, MockAuthServer> opened;
    private @Nullable String name;
    private Configuration configuration;

    NamespaceBuilder(Emulator parent, Function<Emulator, MockAuthServer> opened) {
        this.parent = parent;
        this.opened = opened;
        this.configuration = parent.configuration();
    }

    /**
     * Chooses the name, which is the last part of its address; without this it is one that no other had.
     *
     * @param name 1 to 40 characters of {@code a-z}, {@code 0-9} and the hyphen
     * @return this builder
     */
    public NamespaceBuilder named(String name) {
        this.name = name;
        return this;
    }

    /**
     * Replaces the configuration that the namespace has from the emulator it is opened at.
     *
     * @param json a JSON object as for {@link MockAuthServerBuilder#configure(String)}
     * @return this builder
     * @throws IllegalArgumentException if it is not JSON, or has an unknown key or a wrong value
     */
    public NamespaceBuilder configure(String json) {
        this.configuration = Configuration.read(Section.parse(json.getBytes(StandardCharsets.UTF_8)), false);
        return this;
    }

    /**
     * Replaces the configuration that the namespace has from the emulator it is opened at.
     *
     * @param file a file with a JSON object as for {@link MockAuthServerBuilder#configure(Path)}
     * @return this builder
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is not JSON, or has an unknown key or a wrong value
     */
    public NamespaceBuilder configure(Path file) {
        this.configuration = Configuration.read(MockAuthServerBuilder.read(file), false);
        return this;
    }

    /**
     * Opens the namespace; it answers when this returns. {@link MockAuthServer#close} ends it; it ends with the
     * emulator at which it was opened at the latest.
     *
     * @return the emulator, whose address has the prefix {@code /_ns/NAME}
     * @throws IllegalArgumentException if the name is not one
     * @throws IllegalStateException if the name is taken, a thousand namespaces are open, or the emulator is closed
     */
    public MockAuthServer open() {
        return opened.apply(
                parent.namespaces().open(parent, name, configuration, null).emulator());
    }
}
