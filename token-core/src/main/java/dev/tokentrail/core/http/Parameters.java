package dev.tokentrail.core.http;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.secret.SensitiveNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The named values of a request in their order, before it is decided whether they travel as a form, as JSON, as
 * multipart or as a query. Immutable: each addition gives a new value.
 */
public final class Parameters {

    private static final Parameters NONE = new Parameters(List.of());

    private final List<Parameter> list;

    private Parameters(List<Parameter> list) {
        this.list = list;
    }

    /**
     * One named value.
     *
     * @param name the name as on the wire
     * @param value the value in clear, before any encoding
     * @param secret whether the value must not be shown
     */
    public record Parameter(String name, String value, boolean secret) {

        /**
         * Checks that name and value can be written in UTF-8.
         *
         * @param name the name as on the wire
         * @param value the value in clear
         * @param secret whether the value must not be shown
         * @throws IllegalArgumentException if one of them holds half of a surrogate pair, which every encoding would
         *     silently turn into something else
         */
        public Parameter {
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
                throw new IllegalArgumentException("The name of a parameter is no valid Unicode text");
            }
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
                throw new IllegalArgumentException("The value of " + name + " is no valid Unicode text");
            }
        }

        @Override
        public String toString() {
            return name + "=" + (secret ? Secret.MASK : value);
        }
    }

    /**
     * No parameters: where a chain of additions starts.
     *
     * @return the empty value
     */
    public static Parameters none() {
        return NONE;
    }

    /**
     * Starts with one parameter.
     *
     * @param name the name as on the wire
     * @param value the value; it is treated as secret if {@link SensitiveNames} lists the name
     * @return a value with this one parameter
     */
    public static Parameters of(String name, String value) {
        return NONE.and(name, value);
    }

    /**
     * Adds a parameter at the end.
     *
     * @param name the name as on the wire
     * @param value the value; it is treated as secret if {@link SensitiveNames} lists the name
     * @return a new value
     */
    public Parameters and(String name, String value) {
        return plus(new Parameter(name, value, SensitiveNames.isSecretParameter(name)));
    }

    /**
     * Adds a secret parameter at the end.
     *
     * @param name the name as on the wire
     * @param value the secret
     * @return a new value
     */
    public Parameters and(String name, Secret value) {
        return plus(new Parameter(name, value.reveal(), true));
    }

    /**
     * Adds a parameter if there is a value for it.
     *
     * @param name the name as on the wire
     * @param value the value, or null or empty to add nothing
     * @return a new value, or this one
     */
    public Parameters andIfPresent(String name, @Nullable String value) {
        return value == null || value.isEmpty() ? this : and(name, value);
    }

    /**
     * Adds the scopes, if any, as one parameter.
     *
     * @param scopes the scopes asked for; joined by a space (RFC 6749 section 3.3)
     * @return a new value, or this one if there are no scopes
     */
    public Parameters andScope(Collection<String> scopes) {
        return andIfPresent("scope", String.join(" ", scopes));
    }

    /**
     * Adds all parameters of another value at the end.
     *
     * @param others what to add
     * @return a new value
     */
    public Parameters andAll(Parameters others) {
        List<Parameter> longer = new ArrayList<>(list);
        longer.addAll(others.list);
        return new Parameters(List.copyOf(longer));
    }

    /**
     * Gives the parameters in order.
     *
     * @return an immutable list
     */
    public List<Parameter> list() {
        return list;
    }

    /**
     * Gives the values that must not be shown.
     *
     * @return the secrets, in order
     */
    public List<Secret> secrets() {
        return list.stream()
                .filter(parameter -> parameter.secret() && !parameter.value().isEmpty())
                .map(parameter -> Secret.of(parameter.value()))
                .toList();
    }

    private Parameters plus(Parameter parameter) {
        List<Parameter> longer = new ArrayList<>(list);
        longer.add(parameter);
        return new Parameters(List.copyOf(longer));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters parameters && list.equals(parameters.list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    @Override
    public String toString() {
        return list.toString();
    }
}
