package dev.tokentrail.core.source;

/**
 * A token as a store holds it.
 *
 * @param issued the token; its age is the one it was saved with and what has passed since by the store's clock
 * @param version which save it is from; what {@link TokenStore#save} compares
 */
public record StoredToken(IssuedToken issued, long version) {}
