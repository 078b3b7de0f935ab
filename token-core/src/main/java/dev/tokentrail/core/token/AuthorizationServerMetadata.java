package dev.tokentrail.core.token;

import dev.tokentrail.core.http.Loopback;
import dev.tokentrail.core.http.WireRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service publishes about itself (RFC 8414 section 2).
 *
 * @param server the addresses
 * @param grantTypes the grants that it says it offers; {@code authorization_code} and {@code implicit} if it does not say
 * @param clientAuthenticationMethods how clients may prove themselves; {@code client_secret_basic} if it does not say
 * @param codeChallengeMethods the PKCE methods; empty if it does not say
 * @param members all members of the document
 */
public record AuthorizationServerMetadata(
        AuthorizationServer server,
        List<String> grantTypes,
        List<String> clientAuthenticationMethods,
        List<String> codeChallengeMethods,
        Map<String, Object> members) {

    /**
     * Takes copies, of the members without those that are null.
     *
     * @param server the addresses
     * @param grantTypes the grants that it says it offers
     * @param clientAuthenticationMethods how clients may prove themselves
     * @param codeChallengeMethods the PKCE methods
     * @param members all members of the document
     */
    public AuthorizationServerMetadata {
        grantTypes = List.copyOf(grantTypes);
        clientAuthenticationMethods = List.copyOf(clientAuthenticationMethods);
        codeChallengeMethods = List.copyOf(codeChallengeMethods);
        members = Json.withoutNulls(members);
    }

    /**
     * Fetches the document: from {@code /.well-known/oauth-authorization-server} put before the issuer's path (RFC 8414
     * section 3.1) and, where that answers 4xx, from {@code /.well-known/openid-configuration} put after it (OpenID
     * Connect Discovery section 4).
     *
     * @param client what sends the requests
     * @param service the start of variable names in cURL commands, for example {@code KEYCLOAK}; may be empty
     * @param issuer the issuer identifier: https, or loopback, without query and fragment
     * @return the metadata
     * @throws ProviderRefusedException if the document names another issuer (RFC 8414 section 3.3), holds no token
     *     endpoint, or holds an address that is malformed, or neither https nor loopback
     * @throws ProviderUnavailableException if there is no such document
     * @throws IllegalArgumentException if the issuer is not such an address, or the service's name is not upper-case
     *     letters, digits and underscores
     */
    public static AuthorizationServerMetadata discover(TokenClient client, String service, String issuer) {
        TokenDialect dialect = TokenDialect.standard();
        Map<String, Object> members;
        try {
            members = client.requestJson(request(service, issuer), dialect);
        } catch (ProviderRefusedException | ProviderUnavailableException missing) {
            if (missing.retryable() || missing.status().orElse(0) / 100 != 4) {
                throw missing;
            }
            members = client.requestJson(openIdRequest(service, issuer), dialect);
        }
        return read(client.provider(), service, issuer, members);
    }

    /**
     * The request for the document of RFC 8414.
     *
     * @param service the start of variable names in cURL commands; may be empty
     * @param issuer the issuer identifier
     * @return a GET
     * @throws IllegalArgumentException if the issuer is not https, nor loopback, or has a query, or the service's name is
     *     not upper-case letters, digits and underscores
     */
    public static WireRequest request(String service, String issuer) {
        WireRequest root = WireRequest.get(checked(issuer)).build();
        String path = withoutSlash(root.target());
        return get(service, root.origin() + "/.well-known/oauth-authorization-server" + path);
    }

    private static WireRequest openIdRequest(String service, String issuer) {
        return get(service, withoutSlash(issuer) + "/.well-known/openid-configuration");
    }

    private static WireRequest get(String service, String url) {
        return WireRequest.get(url).service(service).acceptJson().build();
    }

    private static AuthorizationServerMetadata read(
            String provider, String service, String issuer, Map<String, Object> members) {
        if (!issuer.equals(members.get("issuer"))) {
            throw unusable(
                    provider + " publishes metadata of another issuer than " + issuer + ".",
                    "Use the issuer identifier exactly as the service writes it; otherwise somebody may be posing as it.");
        }
        String tokenEndpoint = text(members, "token_endpoint");
        if (tokenEndpoint == null) {
            throw unusable(
                    provider + " publishes metadata without a token endpoint.", "Configure its addresses by hand.");
        }
        AuthorizationServerBuilder server = AuthorizationServer.at(service, tokenEndpoint)
                .issuer(issuer, Boolean.TRUE.equals(members.get("authorization_response_iss_parameter_supported")))
                .authorizationEndpoint(text(members, "authorization_endpoint"))
                .revocationEndpoint(text(members, "revocation_endpoint"))
                .introspectionEndpoint(text(members, "introspection_endpoint"))
                .userinfoEndpoint(text(members, "userinfo_endpoint"))
                .deviceAuthorizationEndpoint(text(members, "device_authorization_endpoint"))
                .jwksUri(text(members, "jwks_uri"));
        return new AuthorizationServerMetadata(
                checked(provider, server),
                words(members, "grant_types_supported", List.of("authorization_code", "implicit")),
                words(members, "token_endpoint_auth_methods_supported", List.of("client_secret_basic")),
                words(members, "code_challenge_methods_supported", List.of()),
                members);
    }

    private static AuthorizationServer checked(String provider, AuthorizationServerBuilder server) {
        try {
            return server.build();
        } catch (IllegalArgumentException unfit) {
            throw unusable(
                    provider + " publishes an address that must not be used. "
                            + FailureText.shortText(String.valueOf(unfit.getMessage())) + ".",
                    "Tell the service; until then, configure its addresses by hand.");
        }
    }

    private static ProviderRefusedException unusable(String what, String advice) {
        return new ProviderRefusedException(Failure.beforeRequest(what, advice, null, null));
    }

    private static String checked(String issuer) {
        if (issuer.indexOf('?') >= 0) {
            throw new IllegalArgumentException("An issuer identifier has no query (RFC 8414 section 2): " + issuer);
        }
        return Loopback.requireSecure(issuer, "issuer");
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    private static @Nullable String text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    private static List<String> words(Map<String, Object> members, String name, List<String> otherwise) {
        return members.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : otherwise;
    }
}
