package dev.tokentrail.mock.masking;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words that everybody knows, so that showing them tells nothing; and misspellings of them. */
final class Vocabulary {

    /** Names of parameters, of members of JSON and of parts. */
    static final Vocabulary NAMES = new Vocabulary("""
            access_token account_key account_type acr_values active actor_token actor_token_type assertion aud audience
            authorizationCode claims client_assertion client_assertion_type client_id client_secret code code_challenge
            code_challenge_method code_verifier customer customerId data accessToken refreshToken description detail
            device_code display email endpoint error errorCode error_description error_uri exp expires_in fault firstName
            grant_type iat id_token id_token_hint interval iss issuer jti kerberos_realm kerberos_token keys kid
            lastName login_hint max_age message messageId name nbf nonce organization organizer_key pat password principal
            prompt redirect_uri refresh refresh_expires_in refresh_token refresh_token_expires_in requested_token_type
            required_claims resource response response_mode response_type returnUrl scope scopes state status statusCode
            sub subject_token subject_token_type success tenantDomain token token_type token_type_hint type ui_locales
            user_code username validity_period verification_uri verification_uri_complete windows_token account_id
            ownerPhoneNumber contactPhoneNumbers body query variables operationName authenticationStatus direction
            request request_uri user action approve deny decision""");

    /** Names of header lines, in lower case. */
    static final Vocabulary HEADERS = new Vocabulary("""
            accept accept-charset accept-encoding accept-language access-control-allow-origin
            access-control-request-headers access-control-request-method age allow authorization authorizeduser
            cache-control client-id client-secret connection content-disposition content-encoding content-language
            content-length content-security-policy content-type cookie date dnt dpop etag expect expires forwarded from
            host http2-settings if-match if-modified-since if-none-match keep-alive last-modified link location origin
            organization-id pragma priority proxy-authorization proxy-connection range referer referrer-policy
            retry-after revokedaccesstoken revokedrefreshtoken sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform
            sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user server set-cookie te trailer transfer-encoding
            traceparent tracestate upgrade upgrade-insecure-requests user-agent vary via www-authenticate
            x-content-type-options x-correlation-id x-forwarded-for x-forwarded-host x-forwarded-proto x-frame-options
            x-requested-with x-request-id xtrem-endpoint""");

    /** Segments of paths. */
    static final Vocabulary SEGMENTS = new Vocabulary("""
            account access admin api apple-touch-icon.png assets auth authenticationendpoint authorise authorize beta
            callback clients code connect consent delegated device device_authorize discovery dynamic favicon.ico goto
            graphql health health-check introspect jwks jwks.json login login.do logout menu messages messaging metadata
            oauth oauth-authorization-server oauth-protected-resource oauth2 oauth2_error.do openid-configuration order
            organization pizzashack protocol realms refresh register revocation revoke robots.txt signin sign-in sonetel
            SonetelAuth token tokens user userinfo users well-known webfinger .well-known wso2 x3 x3-us xbooker _ns""");

    /** Codes of errors and the like. */
    static final Vocabulary CODES = new Vocabulary("""
            access_denied active authorization_pending bearer Bearer bad_request consent_required expired_token failed
            forbidden invalid_client invalid_grant invalid_request invalid_scope invalid_token insufficient_scope
            interaction_required login_required method_not_allowed not_found N_A server_error slow_down success
            temporarily_unavailable unauthorized unauthorized_client unsupported_grant_type unsupported_response_type
            unsupported_token_type up""");

    private static final int LONGEST = 40;

    private final Set<String> words;

    private Vocabulary(String words) {
        this.words = Stream.of(words.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    boolean has(String word) {
        return words.contains(word);
    }

    /** Whether this is one of the words, or one of them with a letter or two wrong. */
    boolean resembles(String word) {
        return has(word)
                || (word.length() <= LONGEST
                        && words.stream().anyMatch(known -> distance(known, word) <= tolerated(known.length())));
    }

    private static int tolerated(int length) {
        return length < 5 ? 0 : length < 8 ? 1 : 2;
    }

    /** How many letters to insert, drop or change (Levenshtein). */
    private static int distance(String from, String to) {
        if (Math.abs(from.length() - to.length()) > 2) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
