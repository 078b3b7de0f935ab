package dev.tokentrail.mock.junit;

import java.util.List;

/**
 * What was asked of the extension.
 *
 * @param configuration a JSON object, empty for the demo configuration
 * @param only the service to run alone, empty for all
 * @param perClass whether the tests of a class share one emulator
 * @param failOnUnexpectedCalls whether a test fails if calls came that nobody expects
 * @param services the services that are expected to be called, none for all
 */
record Settings(
        String configuration, String only, boolean perClass, boolean failOnUnexpectedCalls, List<String> services) {

    static final Settings DEFAULT = new Settings("", "", false, false, List.of());

    Settings {
        services = List.copyOf(services);
        services.forEach(Settings::known);
        if (!only.isEmpty()) {
            known(only);
        }
    }

    private static void known(String service) {
        if (!TestEmulator.SERVICES.contains(service)) {
            throw new IllegalArgumentException(
                    "There is no service " + service + "; there are " + String.join(", ", TestEmulator.SERVICES));
        }
    }

    Settings configured(String json) {
        return new Settings(json, only, perClass, failOnUnexpectedCalls, services);
    }

    Settings alone(String service) {
        return new Settings(configuration, service, perClass, failOnUnexpectedCalls, services);
    }

    Settings shared() {
        return new Settings(configuration, only, true, failOnUnexpectedCalls, services);
    }

    Settings expecting(List<String> names) {
        return new Settings(configuration, only, perClass, true, names);
    }

    static Settings of(WithMockAuthServer annotation) {
        return new Settings(
                annotation.configuration(),
                annotation.only(),
                annotation.perClass(),
                annotation.failOnUnexpectedCalls(),
                List.of(annotation.services()));
    }
}
