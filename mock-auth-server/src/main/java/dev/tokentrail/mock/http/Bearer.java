package dev.tokentrail.mock.http;

/** Bearer tokens in a request, and how an answer asks for them (RFC 6750). */
public final class Bearer {

    private Bearer() {}

    /** Whether a token is in the query or the form beside an {@code Authorization} header; section 2 allows one place. */
    public static boolean twice(Request request) {
        return !request.headerValues("Authorization").isEmpty()
                && (request.query().has("access_token") || request.form().has("access_token"));
    }

    /** The challenge of a 401: who sent no credentials at all is told no error code (section 3.1). */
    public static String challenge(Request request) {
        return request.headerValues("Authorization").isEmpty() ? "Bearer" : "Bearer error=\"invalid_token\"";
    }

    /** The challenge of a token that lacks a scope (section 3.1). */
    public static String challenge(String neededScope) {
        return "Bearer error=\"insufficient_scope\", scope=\"" + neededScope + "\"";
    }
}
