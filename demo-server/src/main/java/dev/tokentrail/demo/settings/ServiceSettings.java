package dev.tokentrail.demo.settings;

import java.util.List;

/**
 * Whether one service is real, and why; no value is in it.
 *
 * @param service the service
 * @param state whether it is real
 * @param variables its variables, in the order of the table
 */
public record ServiceSettings(ServiceName service, State state, List<VariableSetting> variables) {

    /** Whether a service is real. */
    public enum State {
        /** None of its variables is set: the emulator stands for it, if there is one. */
        UNSET,
        /** Some of its variables are set, but not all that are required: the emulator stands for it still, if there is one. */
        INCOMPLETE,
        /** All that is required is set: calls go to the service. */
        REAL
    }

    /** Where the value of a variable comes from. */
    public enum Source {
        /** The environment of the process, which goes before the file. */
        ENVIRONMENT,
        /** The {@code .env} file. */
        FILE,
        /** It has none. */
        UNSET
    }

    /**
     * Whether a variable is set.
     *
     * @param variable the variable
     * @param source where its value comes from
     */
    public record VariableSetting(Variable variable, Source source) {

        /** Whether it has a value. */
        public boolean isSet() {
            return source != Source.UNSET;
        }

        /** Whether the service cannot be real because this has no value. */
        public boolean isMissing() {
            return variable.isRequired() && !isSet();
        }
    }

    /** Takes a copy of the variables. */
    public ServiceSettings {
        variables = List.copyOf(variables);
    }

    /** The names that are required and not set. */
    public List<String> missing() {
        return variables.stream()
                .filter(VariableSetting::isMissing)
                .map(setting -> setting.variable().name())
                .toList();
    }
}
