package dev.tokentrail.core.token;

/** Where the end of a token's life is known from. */
public enum ExpirySource {
    /** The service stated it beside the token. */
    SERVER,
    /** It stands in the token itself, which is a JWT, as {@code exp}; the signature was not checked. */
    JWT,
    /** The service states nothing; the provider module knows the usual lifetime from the documentation. */
    PROVIDER_DEFAULT,
    /** Nobody knows. */
    UNKNOWN
}
