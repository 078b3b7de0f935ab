package dev.tokentrail.core.token;

/** What becomes of a refresh token when it is used (RFC 9700 section 4.14.2). */
public enum RefreshRotation {
    /** It stays valid: any number of processes may use it. */
    NONE,
    /** A new one takes its place, and for a short while the service answers the old one once more. */
    GRACE,
    /** A new one takes its place; the old one is refused from then on, and its use may end the new one too. */
    STRICT
}
