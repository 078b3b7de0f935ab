package dev.tokentrail.demo.settings;

import dev.tokentrail.core.http.Loopback;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.demo.settings.ServiceSettings.Source;
import dev.tokentrail.demo.settings.ServiceSettings.State;
import dev.tokentrail.demo.settings.ServiceSettings.VariableSetting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The values of the variables that are set, each of them checked and kept as a secret. */
final class VariableValues {

    /** A value, and where it comes from. */
    private record Value(Secret content, Source source) {}

    private final Map<Variable, Value> values = new EnumMap<>(Variable.class);

    private VariableValues() {}

    /**
     * Takes what is set, without white space at its ends; an empty value is none.
     *
     * @param environment goes before the file
     * @param entries of the file
     * @param file its name, for messages
     * @throws SettingsException if a value cannot be used
     */
    static VariableValues checked(
            Map<String, String> environment, Map<String, EnvironmentFile.Entry> entries, String file) {
        VariableValues values = new VariableValues();
        for (Variable variable : Variable.values()) {
            String inEnvironment = environment.getOrDefault(variable.name(), "").strip();
            EnvironmentFile.Entry entry = entries.get(variable.name());
            if (!inEnvironment.isEmpty()) {
                values.put(variable, inEnvironment, Source.ENVIRONMENT, "In the environment: ");
            } else if (entry != null && !entry.value().isBlank()) {
                values.put(variable, entry.value().strip(), Source.FILE, file + ", line " + entry.line() + ": ");
            }
        }
        return values;
    }

    private void put(Variable variable, String value, Source source, String place) {
        switch (variable.kind()) {
            case ADDRESS, BASE_ADDRESS -> requireAddress(variable, value, place);
            case ADDRESSES -> words(value).forEach(word -> requireAddress(variable, word, place));
            case WSO2_PATHS_CHOICE -> {
                if (!value.equals("oauth2") && !value.equals("gateway")) {
                    throw new SettingsException(place + variable + " is either oauth2 or gateway.");
                }
            }
            case TEXT, SECRET -> {
                if (value.chars().anyMatch(Character::isISOControl)) {
                    throw new SettingsException(place + variable + " holds a control character.");
                }
            }
        }
        values.put(variable, new Value(Secret.of(value), source));
    }

    /** What begins otherwise may be a secret that was pasted into the wrong line, so it is not repeated. */
    private static void requireAddress(Variable variable, String value, String place) {
        if (!value.matches("(?is)https?://.*")) {
            throw new SettingsException(place + variable + " is no address; one begins with https://.");
        }
        try {
            if (variable.kind() == Variable.Kind.ADDRESS) {
                Loopback.requireSecure(value, "address in " + variable);
            } else {
                Loopback.requireSecureBase(value, "address in " + variable);
            }
        } catch (IllegalArgumentException unusable) {
            throw new SettingsException(place + unusable.getMessage());
        }
    }

    /** What is between white space. */
    static List<String> words(String value) {
        return Stream.of(value.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    Optional<String> text(Variable variable) {
        return secret(variable).map(Secret::reveal);
    }

    Optional<Secret> secret(Variable variable) {
        return Optional.ofNullable(values.get(variable)).map(Value::content);
    }

    ServiceSettings of(ServiceName service) {
        List<VariableSetting> settings = service.variables().stream()
                .map(variable -> new VariableSetting(variable, source(variable)))
                .toList();
        boolean untouched = settings.stream().noneMatch(VariableSetting::isSet);
        boolean lacking = settings.stream().anyMatch(VariableSetting::isMissing);
        return new ServiceSettings(
                service, untouched ? State.UNSET : lacking ? State.INCOMPLETE : State.REAL, settings);
    }

    private Source source(Variable variable) {
        Value value = values.get(variable);
        return value == null ? Source.UNSET : value.source();
    }
}
