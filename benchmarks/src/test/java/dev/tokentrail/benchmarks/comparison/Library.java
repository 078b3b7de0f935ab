package dev.tokentrail.benchmarks.comparison;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A library that gets tokens from a token endpoint, set up as its documentation says. */
interface Library {

    String CLIENT = "the-client";
    String SECRET = "client-secret-canary";
    String ACCESS_TOKEN = "access-token-canary";
    String REFRESH_TOKEN = "refresh-token-canary";

    String title();

    /** A class of the jar that is looked through. */
    Class<?> ofItsJar();

    /** A new client that can be asked for an access token again and again. */
    Client client(URI tokenEndpoint);

    /** What configures a client, asks for a token and holds one, as objects that a program might log. */
    List<Object> objectsThatHoldSecrets(URI tokenEndpoint) throws Exception;

    /** The refresh token to go on with after a refresh; nothing if the library does not tell. */
    Refresh refresh(URI tokenEndpoint);

    /** What of its call it shows as a cURL command, by whatever way it has; nothing if its jar does not speak of cURL. */
    default Optional<String> curlCommand(URI tokenEndpoint) throws Exception {
        if (Jars.speakOfCurl(ofItsJar())) {
            throw new AssertionError(title() + " speaks of cURL: say here how it shows a call");
        }
        return Optional.empty();
    }

    /** Whether it calls the endpoint by an HTTP client of its own; MSAL4J cannot be made to. */
    default boolean hasItsOwnTransport() {
        return true;
    }

    /** Gives an access token. */
    interface Client {
        String token() throws Exception;
    }

    /** Refreshes once, and gives the refresh token that the library then has. */
    interface Refresh {
        Optional<String> refresh() throws Exception;
    }
}
