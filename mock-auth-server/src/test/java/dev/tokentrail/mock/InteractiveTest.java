package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.json;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static dev.tokentrail.mock.Wso2Fixture.CALLBACK;
import static dev.tokentrail.mock.Wso2Fixture.CLIENT;
import static dev.tokentrail.mock.Wso2Fixture.KEY;
import static dev.tokentrail.mock.Wso2Fixture.URN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import dev.tokentrail.mock.Visitor.Arrival;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a decision at the pages means to each service. */
class InteractiveTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.configured(
                    "{\"interactive\": true, \"wso2\": {\"version\": \"4.2\"}}")
            .frozen();

    private static final MockAuthServer mock = emulator.mock();
    private static final GoToFixture goTo = new GoToFixture(mock);
    private static final Wso2Fixture wso2 = new Wso2Fixture(mock);

    private final Visitor visitor = new Visitor();

    static URI pairing(MockAuthServer mock, String customer, String scope) {
        return mock.x3()
                .uri("/token/authorise?"
                        + form(
                                "client_id", "x3-client",
                                "scope", scope,
                                "state", "s1",
                                "customer", customer,
                                "redirect_uri", "https://localhost:5050/callback"));
    }

    static URI wso2Authorize(MockAuthServer mock, String scope) {
        return mock.wso2()
                .uri("/oauth2/authorize?"
                        + form(
                                "client_id", KEY,
                                "response_type", "code",
                                "redirect_uri", CALLBACK,
                                "scope", scope,
                                "state", "s1"));
    }

    @Test
    void x3_pairs_with_the_scopes_that_the_administrator_chose() {
        Arrival arrival = visitor.arrive(pairing(mock, "https://customer-us.example", "api.graphQL api.dataDelivery"));
        assertThat(arrival.page().body()).contains("Sign in to Sage X3", "https://customer-us.example", "x3-client");
        assertThat(arrival.signedIn("admin", "admin").consentPage().body())
                .contains("https://localhost:5050/callback", "value=\"api.graphQL\" checked");
        Reply redirect = arrival.approve("api.dataDelivery");
        assertThat(redirect.status()).isEqualTo(303);
        assertThat(redirect.header("Location")).startsWith("https://localhost:5050/callback?code=");
        assertThat(redirect.redirected("state")).isEqualTo("s1");
        assertThat(redirect.redirected("endpoint")).isEqualTo(mock.url() + "/x3-us/v1");
        Reply token = postJson(
                URI.create(mock.url() + "/x3-us/v1/token"),
                json(
                        "grant_type", "authorization_code",
                        "code", redirect.redirected("code"),
                        "client_id", "x3-client",
                        "client_secret", "x3-secret",
                        "redirect_uri", "https://localhost:5050/callback"));
        assertThat(token.json()).containsEntry("scope", "api.dataDelivery");
    }

    @Test
    void x3_tells_a_rejection_in_its_own_words() {
        Arrival arrival = visitor.arrive(pairing(mock, "https://customer.example", "api.graphQL"));
        Reply redirect = arrival.signedIn("admin", "admin").deny();
        assertThat(redirect.status()).isEqualTo(303);
        assertThat(redirect.redirected("error")).isEqualTo("The pairing request has not been accepted.");
        assertThat(redirect.redirected("statusCode")).isEqualTo("403");
        assertThat(redirect.redirected("state")).isEqualTo("s1");
    }

    @Test
    void goto_grants_what_was_chosen_to_whom_signed_in() {
        Arrival arrival = visitor.arrive(goTo.authorizeUri(Map.of("scope", "messaging.v1.send calls.v2.initiate")))
                .signedIn("colleague@example.com", "password");
        assertThat(arrival.consentPage().body()).contains("colleague@example.com", GoToFixture.CALLBACK);
        Reply token = goTo.exchange(arrival.approve("calls.v2.initiate"));
        assertThat(token.json())
                .containsEntry("scope", "calls.v2.initiate")
                .containsEntry("principal", "colleague@example.com");
        assertThat(goTo.introspect(token.text("access_token")).json())
                .containsEntry("username", "colleague@example.com")
                .containsEntry("sub", "colleague@example.com")
                .containsEntry("scope", "calls.v2.initiate");
        assertThat(goTo.refresh(token.text("refresh_token")).json())
                .containsEntry("principal", "colleague@example.com");
    }

    @Test
    void goto_reports_a_denial() {
        Reply redirect = visitor.arrive(goTo.authorizeUri(Map.of()))
                .signedIn("user@example.com", "password")
                .deny();
        assertThat(redirect.header("Location")).isEqualTo(GoToFixture.CALLBACK + "?error=access_denied&state=s1");
    }

    @Test
    void wso2_tells_what_the_user_cannot_grant_and_issues_for_that_user() {
        Arrival guest = visitor.arrive(wso2Authorize(mock, "openid PRODUCTION")).signedIn("guest", "guest");
        assertThat(guest.consentPage().body())
                .contains(
                        "Asked for, but not for <bdi>guest</bdi> to grant: <bdi>PRODUCTION</bdi>",
                        "value=\"openid\" checked")
                .doesNotContain("value=\"PRODUCTION\"");
        Reply token = wso2.redeem(guest.approve("openid").redirected("code"));
        assertThat(token.json()).containsEntry("scope", "openid");
        assertThat(get(mock.wso2().uri("/oauth2/userinfo"), "Authorization", "Bearer " + token.text("access_token"))
                        .text("sub"))
                .startsWith("guest");
        assertThat(wso2.introspect(token.text("access_token")).text("username")).startsWith("guest");
        Arrival none = visitor.arrive(wso2Authorize(mock, "PRODUCTION")).signedIn("guest", "guest");
        assertThat(none.consentPage().body()).contains("None of the scopes asked for is one that you can grant");
        assertThat(wso2.redeem(none.approve().redirected("code")).json()).containsEntry("scope", "default");
    }

    @Test
    void wso2_reports_a_denial_as_its_version_does() {
        Reply redirect = visitor.arrive(wso2Authorize(mock, "PRODUCTION"))
                .signedIn("admin", "admin")
                .deny();
        assertThat(redirect.header("Location"))
                .isEqualTo(CALLBACK + "?error=access_denied&error_description=User%20denied%20the%20consent&state=s1");
    }

    @Test
    void a_device_waits_until_its_person_typed_the_code_signed_in_and_decided() {
        Reply device = device();
        URI page = URI.create(device.text("verification_uri"));
        assertThat(poll(device).text("error")).isEqualTo("authorization_pending");
        assertThat(visitor.open(URI.create(device.text("verification_uri_complete")))
                        .body())
                .contains("value=\"" + device.text("user_code") + "\"");
        assertThat(poll(device).text("error")).isEqualTo("authorization_pending");
        Reply wrong = visitor.send(page, "user_code", "XXXXXX");
        assertThat(wrong.status()).isEqualTo(404);
        assertThat(wrong.body()).contains("No device is waiting with this code", "value=\"XXXXXX\"");
        String typed = device.text("user_code").toLowerCase(java.util.Locale.ROOT);
        Arrival arrival =
                visitor.arrival(visitor.send(page, "user_code", typed.substring(0, 3) + "-" + typed.substring(3)));
        Reply done = arrival.signedIn("admin", "admin").approve("PRODUCTION");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body()).contains("The device is connected");
        Reply token = poll(device);
        assertThat(token.json()).containsEntry("scope", "PRODUCTION");
        assertThat(wso2.introspect(token.text("access_token")).text("username")).startsWith("admin");
        assertThat(visitor.send(page, "user_code", typed).status()).isEqualTo(409);
    }

    @Test
    void a_device_is_denied_once_and_for_all() {
        Reply device = device();
        URI page = URI.create(device.text("verification_uri"));
        Arrival first = visitor.arrival(visitor.send(page, "user_code", device.text("user_code")))
                .signedIn("admin", "admin");
        Arrival second = visitor.arrival(visitor.send(page, "user_code", device.text("user_code")))
                .signedIn("admin", "admin");
        assertThat(first.deny().body()).contains("The device gets no access");
        assertThat(second.approve("PRODUCTION").status()).isEqualTo(409);
        assertThat(poll(device).text("error")).isEqualTo("access_denied");
    }

    private static Reply device() {
        return postForm(
                mock.wso2().uri("/oauth2/device_authorize"), form("client_id", KEY, "scope", "PRODUCTION openid"));
    }

    private static Reply poll(Reply device) {
        mock.clock().advance(Duration.ofSeconds(5));
        return postForm(
                mock.wso2().uri("/oauth2/token"),
                form("grant_type", URN + "device_code", "device_code", device.text("device_code")),
                "Authorization",
                CLIENT);
    }

    @Test
    void a_scripted_denial_asks_nobody() {
        mock.goTo().denyNext();
        assertThat(goTo.authorize(Map.of()).redirected("error")).isEqualTo("access_denied");
        assertThat(goTo.authorize(Map.of()).header("Location")).contains("/goto/sign-in?transaction=");
    }

    @Test
    void errors_are_as_without_a_person() {
        assertThat(goTo.authorize(Map.of("client_id", "nobody")).status()).isEqualTo(400);
        assertThat(goTo.authorize(Map.of("response_type", "token")).redirected("error"))
                .isEqualTo("unsupported_response_type");
        assertThat(goTo.authorize(Map.of("scope", "made.up")).redirected("error"))
                .isEqualTo("invalid_scope");
        assertThat(get(pairing(mock, "https://nobody.example", "x")).redirected("statusCode"))
                .isEqualTo("404");
        assertThat(wso2.authorize(Map.of("redirect_uri", "https://evil.example/"))
                        .header("Location"))
                .contains("oauth2_error.do");
    }

    @Test
    void the_pages_stay_within_their_namespace() {
        try (MockAuthServer mine = mock.namespace()
                        .configure("{\"interactive\": true, \"wso2\": {\"version\": \"4.2\"}}")
                        .open();
                MockAuthServer other =
                        mock.namespace().configure("{\"interactive\": true}").open()) {
            GoToFixture fixture = new GoToFixture(mine);
            Arrival arrival = visitor.arrive(fixture.authorizeUri(Map.of()));
            assertThat(arrival.signIn().toString()).startsWith(mine.url() + "/goto/sign-in?");
            assertThat(visitor.open(other.goTo().uri("/sign-in?transaction=" + arrival.transaction()))
                            .status())
                    .isEqualTo(404);
            Reply token = fixture.exchange(
                    arrival.signedIn("user@example.com", "password").approve("messaging.v1.send"));
            assertThat(token.json()).containsEntry("scope", "messaging.v1.send");
            Reply start = get(URI.create(mine.url() + "/"), "Accept", "text/html");
            assertThat(start.body()).contains(form("redirect_uri", mine.url() + "/_mock/callback"));
            Reply device =
                    postForm(mine.wso2().uri("/oauth2/device_authorize"), form("client_id", KEY, "scope", "openid"));
            Reply done = visitor.arrival(visitor.send(
                            URI.create(device.text("verification_uri")), "user_code", device.text("user_code")))
                    .signedIn("admin", "admin")
                    .approve("openid");
            assertThat(done.body()).contains("The device is connected");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void where_nobody_can_sign_in_every_request_is_denied(boolean interactive) {
        try (MockAuthServer nobody = MockAuthServer.create()
                .configure("{\"interactive\": " + interactive + ", \"wso2\": {\"users\": []}}")
                .start()) {
            assertThat(get(wso2Authorize(nobody, "openid")).redirected("error")).isEqualTo("access_denied");
        }
    }

    @Test
    void each_service_has_its_own_switch() {
        try (MockAuthServer some = MockAuthServer.create()
                        .interactive()
                        .configure("{\"goto\": {\"interactive\": false}}")
                        .start();
                MockAuthServer alone = MockAuthServer.create()
                        .only("goto")
                        .configure("{\"goto\": {\"interactive\": true}}")
                        .start()) {
            assertThat(new GoToFixture(some).authorize(Map.of()).redirected("code"))
                    .isNotNull();
            assertThat(get(some.goTo().uri("/sign-in")).status()).isEqualTo(404);
            assertThat(get(pairing(some, "https://customer.example", "x")).header("Location"))
                    .startsWith(some.url() + "/x3/sign-in?transaction=");
            Reply redirect = new Visitor()
                    .arrive(new GoToFixture(alone).authorizeUri(Map.of()))
                    .signedIn("user@example.com", "password")
                    .approve("messaging.v1.send");
            assertThat(redirect.redirected("code")).isNotNull();
        }
    }
}
