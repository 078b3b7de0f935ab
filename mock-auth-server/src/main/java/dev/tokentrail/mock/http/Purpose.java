package dev.tokentrail.mock.http;

/** What an endpoint is for, in the words of the OAuth specifications. */
public enum Purpose {
    /** A person approves (RFC 6749 section 3.1). */
    AUTHORIZATION,
    /** A token is issued (RFC 6749 section 3.2). */
    TOKEN,
    /** RFC 8628 section 3.1. */
    DEVICE_AUTHORIZATION,
    /** A person confirms a device (RFC 8628 section 3.3). */
    DEVICE_VERIFICATION,
    /** RFC 7662. */
    INTROSPECTION,
    /** RFC 7009. */
    REVOCATION,
    /** Claims about the user of a token. */
    USER_INFO,
    /** Keys and metadata, open to everybody. */
    METADATA,
    /** A call with an access token. */
    API,
    /** Pages for the person, and paths that nobody serves. */
    OTHER
}
