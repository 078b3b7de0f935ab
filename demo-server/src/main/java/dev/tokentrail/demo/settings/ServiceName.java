package dev.tokentrail.demo.settings;

import java.util.List;
import java.util.stream.Stream;

/** The services that can be made real. */
public enum ServiceName {
    /** Sage X3. */
    X3("x3", "Sage X3"),
    /** Sonetel. */
    SONETEL("sonetel", "Sonetel"),
    /** X Booker. */
    XBOOKER("xbooker", "X Booker"),
    /** GoTo. */
    GOTO("goto", "GoTo"),
    /** WSO2 API Manager. */
    WSO2("wso2", "WSO2 API Manager");

    private final String id;
    private final String title;

    ServiceName(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /**
     * Finds a service.
     *
     * @param id its name in addresses
     * @throws IllegalArgumentException if there is none of that name
     */
    public static ServiceName of(String id) {
        return Stream.of(values())
                .filter(service -> service.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no service " + id + "."));
    }

    /** The name in addresses. */
    public String id() {
        return id;
    }

    /** The name for people. */
    public String title() {
        return title;
    }

    /** The variables of this service, in the order of the table. */
    public List<Variable> variables() {
        return Stream.of(Variable.values())
                .filter(variable -> variable.service() == this)
                .toList();
    }
}
