package dev.tokentrail.provider.wso2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Trail;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every documented error body of every version, one after the other, and what becomes of it. */
class Wso2AnswersTest {

    private static final Token TOKEN = Token.of(Secret.of("9b2ab9d4-access"));

    private final MockWebServer server = new MockWebServer();
    private Trail trail;
    private Wso2 wso2;

    @BeforeEach
    void start() throws IOException {
        server.start();
        String address = server.url("/").toString();
        trail = Trail.of(JdkTransport.create());
        wso2 = new Wso2(
                Wso2Config.atServer(address, "key", Secret.of("consumer-secret"))
                        .withGateway(address),
                trail,
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Columns: status, code on the wire, text, code after reading, what the advice must speak of. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | invalid_client          | Client Authentication failed.                                    | invalid_client         | consumer key
            401 | invalid_client          | Client credentials are invalid.                                  | invalid_client         | client secret
            401 | invalid_client          | A valid OAuth client could not be found for client_id: x&lt;y    | invalid_client         | consumer key
            401 | invalid_client          | Oauth application is not in active state                         | invalid_client         | Activate
            401 | invalid_client          | Oauth application is not in active state.                        | invalid_client         | Activate
            400 | invalid_request         | Missing parameters: client_id                                    | invalid_client         | Send consumer key
            401 | invalid_client          | Unsupported Client Authentication Method!                        | invalid_client         | client secret
            401 | invalid_client          | Client ID not found in the request.                              | invalid_client         | client secret
            400 | invalid_request         | The client MUST NOT use more than one authentication method in each | invalid_request     | cURL
            400 | invalid_request         | Missing grant_type parameter value                               | invalid_request        | cURL
            400 | unsupported_grant_type  | Unsupported grant_type value                                     | unsupported_grant_type | add-on
            400 | invalid_request         | Unsupported grant_type value                                     | unsupported_grant_type | add-on
            400 | unauthorized_client     | The authenticated client is not authorized to use this authorization grant type | unauthorized_client | Enable this grant
            400 | invalid_request         | Invalid request with repeated parameters.                        | invalid_request        | cURL
            400 | invalid_request         | Invalid request with sensitive data in the URL.                  | invalid_request        | cURL
            400 | invalid_grant           | Authentication failed for admin@carbon.super                     | invalid_grant          | password
            400 | invalid_grant           | Authentication failed for admin                                  | invalid_grant          | password
            400 | invalid_grant           | Provided Authorization Grant is invalid                          | invalid_grant          | anew
            400 | invalid_grant           | Invalid authorization code received from token request           | invalid_grant          | anew
            400 | invalid_grant           | Inactive authorization code received from token request          | invalid_grant          | used before
            400 | invalid_grant           | Expired or Revoked authorization code received from token request | invalid_grant         | anew
            400 | invalid_grant           | Callback url mismatch                                            | invalid_grant          | callback URL
            400 | invalid_grant           | PKCE validation failed                                           | invalid_grant          | anew
            400 | invalid_grant           | Persisted access token data not found                            | invalid_grant          | latest answer
            400 | invalid_grant           | Invalid refresh token value in the request                       | invalid_grant          | latest answer
            400 | invalid_grant           | Invalid refresh token state                                      | invalid_grant          | latest answer
            400 | invalid_request         | Refresh token is expired.                                        | invalid_grant          | new token
            400 | invalid_grant           | Refresh token is expired.                                        | invalid_grant          | new token
            400 | invalid_scope           | Invalid Scope!                                                   | invalid_scope          | scopes
            400 | invalid_grant           | No Registered IDP found for the JWT with issuer name : x         | invalid_grant          | anew
            400 | invalid_grant           | JSON Web Token is expired.                                       | invalid_grant          | anew
            400 | invalid_grant           | Signature or Message Authentication invalid.                     | invalid_grant          | anew
            401 | unauthorized_client     | Client Authentication failed.                                    | invalid_client         | application that got it
            400 | invalid_request         | Invalid revocation request                                       | invalid_request        | cURL
            """)
    void refusalOfTheTokenEndpoint(int status, String sent, String text, String read, String advice) {
        answer(
                status,
                "application/json",
                "{\"error_description\":\"" + text + "\",\"error\":\"" + sent + "\"}",
                "Basic realm=localhost");

        ProviderRefusedException refused =
                catchThrowableOfType(ProviderRefusedException.class, () -> wso2.clientCredentials());

        assertThat(refused.code()).contains(read);
        assertThat(refused.providerMessage()).contains(text);
        assertThat(refused.advice()).contains(advice);
        assertThat(refused.status()).hasValue(status);
        assertThat(refused.retryable()).isFalse();
        assertThat(refused.getMessage()).doesNotContain("consumer-secret");
    }

    @ParameterizedTest
    @CsvSource({"500, Internal Server Error.", "502, Service Unavailable Error."})
    void troubleOfTheTokenEndpointPasses(int status, String text) {
        answer(status, "application/json", "{\"error_description\":\"" + text + "\",\"error\":\"server_error\"}", null);

        ProviderUnavailableException trouble =
                catchThrowableOfType(ProviderUnavailableException.class, () -> wso2.clientCredentials());

        assertThat(trouble.code()).contains("server_error");
        assertThat(trouble.retryable()).isTrue();
    }

    /** The gateway before the token endpoint when the server behind it is down (_token_fault_.xml). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<am:fault xmlns:am=\"http://wso2.org/apimanager\"><am:code/><am:type>Status report</am:type>"
                        + "<am:message>Runtime Error</am:message><am:description/></am:fault>",
                "{\"code\":\"101503\",\"type\":\"Status report\",\"message\":\"Runtime Error\",\"description\":\"x\"}"
            })
    void aFaultBeforeTheTokenEndpointPasses(String body) {
        answer(500, body.startsWith("<") ? "application/xml" : "application/json", body, null);

        ProviderUnavailableException trouble =
                catchThrowableOfType(ProviderUnavailableException.class, () -> wso2.clientCredentials());

        assertThat(trouble.providerMessage()).contains("Runtime Error");
        assertThat(trouble.retryable()).isTrue();
    }

    @Test
    void introspectionOfNothing() {
        answer(400, "application/json", "{\"error\":\"Invalid input\"}", null);

        ProviderRefusedException refused =
                catchThrowableOfType(ProviderRefusedException.class, () -> wso2.introspect(Secret.of(" ")));

        assertThat(refused.code()).contains("invalid_request");
        assertThat(refused.advice()).contains("not blank");
    }

    /** Columns: status, code on the wire, error, description, code after reading. 2.0 used 400 for all. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | insufficient_scope | Access token does not have the openid scope
            400 | insufficient_scope | Access token does not have the openid scope
            401 | invalid_token      | Access token validation failed
            400 | invalid_token      | Access token validation failed
            400 | invalid_request    | Authorization or Content-Type header is missing
            """)
    void refusalOfUserinfo(int status, String error, String text) {
        answer(
                status,
                "application/json",
                "{\"error\":\"" + error + "\",\"error_description\":\"" + text + "\"}",
                "Bearer error=\"" + error + "\"");

        ProviderRefusedException refused =
                catchThrowableOfType(ProviderRefusedException.class, () -> wso2.userinfo(TOKEN));

        assertThat(refused.code()).contains(error);
        assertThat(refused.providerMessage()).contains(text);
    }

    /** Columns: status, number, words, code after reading, what the advice must speak of. Each in four shapes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | 900901 | Invalid Credentials                             | invalid_token      | refresh
            401 | 900902 | Missing Credentials                             | invalid_request    | header
            401 | 900903 | Access Token Expired                            | invalid_token      | refresh
            401 | 900904 | Access Token Inactive                           | invalid_token      | new one
            401 | 900905 | Incorrect Access Token Type is provided         | invalid_token      | application's
            403 | 900906 | No matching resource found in the API           | invalid_request    | path
            401 | 900907 | The requested API is temporarily blocked        | access_denied      | publisher
            403 | 900908 | Resource forbidden                              | access_denied      | Subscribe
            401 | 900909 | The subscription to the API is inactive         | access_denied      | publisher
            403 | 900910 | The access token does not allow you to access the requested resource | insufficient_scope | scope
            """)
    void refusalOfTheGateway(int status, String number, String words, String read, String advice) {
        String description = "Access failure for API: /pizzashack, version: 1.0.0 status: (" + number + ")";
        String flat =
                "{\"code\":\"%s\",\"message\":\"%s\",\"description\":\"%s\"}".formatted(number, words, description);
        String nested = "{\"fault\":{\"code\":%s,\"message\":\"%s\",\"description\":\"%s\"}}"
                .formatted(number, words, description);
        String xml =
                ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ams:fault xmlns:ams=\"http://wso2.org/apimanager/security\">"
                                + "\n  <ams:code>%s</ams:code>\n  <ams:message>%s</ams:message>\n"
                                + "  <ams:description>%s\n  </ams:description>\n</ams:fault>\n")
                        .formatted(number, words, description);
        String plainXml = "<fault><code>%s</code><message>%s</message><description>%s</description></fault>"
                .formatted(number, words, description);
        for (String body : new String[] {flat, nested, xml, plainXml}) {
            answer(
                    status,
                    body.startsWith("<") ? "application/xml; charset=UTF-8" : "application/json",
                    body,
                    "OAuth2 realm=\"WSO2 API Manager\"");

            ProviderRefusedException refused = catchThrowableOfType(
                    ProviderRefusedException.class, () -> wso2.callApi(wso2.apiRequest(TOKEN, "GET", "/x/1")));

            assertThat(refused.vendorCode()).as(body).contains(number);
            assertThat(refused.code()).as(body).contains(read);
            assertThat(refused.providerMessage()).as(body).contains(description);
            assertThat(refused.advice()).as(body).contains(advice);
            assertThat(refused.status()).as(body).hasValue(status);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {900800, 900802, 900803, 900804, 900805, 900806, 900807})
    void throttlingPasses(int number) {
        answer(
                429,
                "application/json",
                "{\"code\":\"" + number + "\",\"message\":\"Message throttled out\",\"description\":\"You have exceeded"
                        + " your quota\",\"nextAccessTime\":\"2026-Nov-21 08:01:00+0000 UTC\"}",
                null);

        ProviderUnavailableException busy = catchThrowableOfType(
                ProviderUnavailableException.class, () -> wso2.callApi(wso2.apiRequest(TOKEN, "GET", "/x/1")));

        assertThat(busy.vendorCode()).contains(Integer.toString(number));
        assertThat(busy.retryable()).isTrue();
        assertThat(busy.retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500, 900900", "503, 700700", "503, 900801"})
    void troubleOfTheGatewayPasses(int status, String number) {
        answer(status, "text/xml", "<am:fault><am:code>" + number + "</am:code></am:fault>", null);

        ProviderUnavailableException trouble = catchThrowableOfType(
                ProviderUnavailableException.class, () -> wso2.callApi(wso2.apiRequest(TOKEN, "GET", "/x/1")));

        assertThat(trouble.status()).hasValue(status);
        assertThat(trouble.retryable()).isTrue();
    }

    @Test
    void anOldFaultNamesTheTokenAndTheExceptionDoesNot() {
        answer(
                403,
                "application/xml",
                "<ams:fault><ams:code>900910</ams:code><ams:message>m</ams:message><ams:description>Access failure for"
                        + " API: /orgnews with key: 9b2ab9d4-access</ams:description></ams:fault>",
                null);

        TokenException refused =
                catchThrowableOfType(TokenException.class, () -> wso2.callApi(wso2.apiRequest(TOKEN, "GET", "/x/1")));

        assertThat(refused.providerMessage()).contains("Access failure for API: /orgnews with key: ***");
        assertThat(refused.getMessage() + refused.redactedBody() + refused.redactedCurl())
                .doesNotContain("9b2ab9d4-access");
    }

    @Test
    void theTrailShowsTheFaultAsItCame() {
        String xml = "<am:fault><am:code>900901</am:code><am:message>a &lt;b&gt; &amp;amp;</am:message></am:fault>";
        answer(401, "application/xml", xml, null);

        TokenException refused =
                catchThrowableOfType(TokenException.class, () -> wso2.callApi(wso2.apiRequest(TOKEN, "GET", "/x/1")));

        assertThat(trail.exchanges().get(0).response().orElseThrow().text()).isEqualTo(xml);
        assertThat(refused.providerMessage()).contains("a <b> &amp;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html><body>fault</body></html>", "<faulty/>", "<fault", "", "fault", "{\"fault\":"})
    void whatIsNoFaultIsNotTakenForOne(String body) {
        answer(404, "text/html", body, null);

        TokenException strange =
                catchThrowableOfType(TokenException.class, () -> wso2.callApi(wso2.apiRequest(TOKEN, "GET", "/x/1")));

        assertThat(strange).isInstanceOf(ProviderUnavailableException.class);
        assertThat(strange.vendorCode()).isEmpty();
        assertThat(strange.retryable()).isFalse();
    }

    @Test
    void aHugeHostileFaultIsReadInTime() {
        answer(500, "application/xml", "<fault>" + "<code>".repeat(100_000) + "<?xml ".repeat(20_000), null);
        long start = System.nanoTime();

        assertThat(catchThrowableOfType(
                        TokenException.class, () -> wso2.callApi(wso2.apiRequest(TOKEN, "GET", "/x/1"))))
                .isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    /** Whatever an API answers with success is its own affair, an XML fault included. */
    @ParameterizedTest
    @ValueSource(strings = {"[{\"name\":\"Margherita\"}]", "{\"error\":\"none left\"}", "<fault/>", "plain", ""})
    void theAnswerOfAnApiIsNotJudged(String body) {
        answer(200, "application/whatever", body, null);

        assertThat(wso2.callApi(wso2.apiRequest(TOKEN, "GET", "/x/1")).text()).isEqualTo(body);
    }

    private void answer(int status, String type, String body, String challenge) {
        MockResponse.Builder response = new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", type)
                .body(body);
        if (challenge != null) {
            response.setHeader("WWW-Authenticate", challenge);
        }
        server.enqueue(response.build());
    }

    private static final String FAULT = "<ams:fault><ams:code>900901</ams:code></ams:fault>";

    private static WireResponse readable(int status) throws IOException {
        List<Header> headers = List.of(new Header("Content-Type", "application/xml"), new Header("Retry-After", "7"));
        return Wso2Answers.withReadableFaults(
                        request -> new WireResponse(status, headers, FAULT.getBytes(StandardCharsets.UTF_8)))
                .send(WireRequest.get("https://gateway.example/").build());
    }

    @Test
    void aFaultIsTurnedIntoJsonAndKeepsItsOtherHeaders() throws IOException {
        for (int status : new int[] {400, 401, 503}) {
            WireResponse response = readable(status);
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.text()).isEqualTo("{\"fault\":{\"code\":\"900901\"}}");
            assertThat(response.headers())
                    .containsExactly(new Header("Content-Type", "application/json"), new Header("Retry-After", "7"));
        }
    }

    @Test
    void whatIsNoRefusalIsNoFault() throws IOException {
        for (int status : new int[] {200, 399}) {
            assertThat(readable(status).text()).isEqualTo(FAULT);
        }
    }
}
