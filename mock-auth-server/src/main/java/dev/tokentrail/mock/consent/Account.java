package dev.tokentrail.mock.consent;

import java.util.function.Predicate;

/**
 * Somebody who can sign in.
 *
 * @param name user name
 * @param password password
 * @param mayGrant which scopes this user is able to grant
 */
public record Account(String name, String password, Predicate<String> mayGrant) {

    /** Somebody who can grant every scope. */
    public Account(String name, String password) {
        this(name, password, scope -> true);
    }

    /** The name. */
    @Override
    public String toString() {
        return "Account[name=" + name + ", password=***]";
    }
}
