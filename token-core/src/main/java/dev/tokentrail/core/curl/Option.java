package dev.tokentrail.core.curl;

import org.jspecify.annotations.Nullable;

/**
 * One option of curl, or the address.
 *
 * @param name the long name without hyphens, for example {@code header}; {@code url} for the address
 * @param value the argument, or null for an option without one
 */
record Option(String name, @Nullable Word value) {

    Option(String name) {
        this(name, null);
    }

    boolean isUrl() {
        return name.equals("url");
    }
}
