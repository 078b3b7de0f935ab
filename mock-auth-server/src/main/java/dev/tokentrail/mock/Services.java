package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The services of one emulator, each built when it is first needed: a client of one does not wait for all. */
final class Services {

    /** A path below which a service answers. */
    record Mount(String prefix, String service, Endpoints endpoints) {
        private boolean has(String path) {
            return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
        }

        /** The rest of a path that this mount has. */
        String below(String path) {
            return path.substring(prefix.length());
        }
    }

    private static final class Slot {
        final String name;
        private final Function<String, Service> builder;
        private @Nullable Service service;
        private volatile @Nullable List<Mount> mounts;

        Slot(String name, Function<String, Service> builder) {
            this.name = name;
            this.builder = builder;
        }

        synchronized boolean built() {
            return service != null;
        }

        synchronized Service service() {
            if (service == null) {
                service = builder.apply(name);
            }
            return service;
        }

        List<Mount> mounts() {
            List<Mount> known = mounts;
            if (known == null) {
                known = new ArrayList<>();
                for (var mount : service().mounts().entrySet()) {
                    known.add(new Mount(mount.getKey(), name, mount.getValue()));
                }
                known.sort(
                        Comparator.comparingInt((Mount mount) -> mount.prefix().length())
                                .reversed());
                mounts = known;
            }
            return known;
        }
    }

    private final boolean atTheRoot;
    private final List<Slot> slots = new ArrayList<>();

    /**
     * Names the services.
     *
     * @param names their names, in the order in which they are listed
     * @param atTheRoot whether there is one that has every path; else each has the paths that begin with its name
     * @param builder builds a service by its name
     */
    Services(List<String> names, boolean atTheRoot, Function<String, Service> builder) {
        this.atTheRoot = atTheRoot;
        for (String name : names) {
            slots.add(new Slot(name, builder));
        }
    }

    /** The mount that has a path, null if none has. */
    @Nullable
    Mount at(String path) {
        for (Slot slot : slots) {
            if (atTheRoot || path.startsWith(slot.name, 1) || path.startsWith("/.well-known/")) {
                for (Mount mount : slot.mounts()) {
                    if (mount.has(path)) {
                        return mount;
                    }
                }
            }
        }
        return null;
    }

    Service named(String name) {
        for (Slot slot : slots) {
            if (slot.name.equals(name)) {
                return slot.service();
            }
        }
        throw new IllegalStateException("The service " + name + " is not running here");
    }

    List<String> names() {
        return slots.stream().map(slot -> slot.name).toList();
    }

    List<Service> all() {
        return slots.stream().map(Slot::service).toList();
    }

    /** Lets every service end what it does by itself. */
    void close() {
        slots.stream().filter(Slot::built).map(Slot::service).forEach(Service::close);
    }

    /** Lets every service forget what it issued. */
    void reset() {
        slots.stream().filter(Slot::built).map(Slot::service).forEach(Service::reset);
    }
}
