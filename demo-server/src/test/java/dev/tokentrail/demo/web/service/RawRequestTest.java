package dev.tokentrail.demo.web.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import org.junit.jupiter.api.Test;

/** A request before it is sent, as raw HTTP without its secrets. */
class RawRequestTest {

    @Test
    void only_the_field_that_holds_the_password_is_masked_where_the_password_is_a_word() {
        WireRequest request = WireRequest.post("http://127.0.0.1:9090/token")
                .basic("client", Secret.of("client-secret"))
                .form(Parameters.of("grant_type", "password")
                        .and("username", "admin@example.com")
                        .and("password", Secret.of("password"))
                        .and("scope", "a b"))
                .build();

        assertThat(RawRequest.text(request))
                .startsWith("POST /token HTTP/1.1\n")
                .endsWith("\n\ngrant_type=password&username=admin%40example.com&password=***&scope=a+b")
                .doesNotContain("client-secret", "Y2xpZW50OmNsaWVudC1zZWNyZXQ");
    }

    @Test
    void a_secret_in_json_is_masked() {
        WireRequest request = WireRequest.post("http://127.0.0.1:9090/token")
                .json(Parameters.of("client_id", "client").and("client_secret", Secret.of("x3-secret")))
                .build();

        assertThat(RawRequest.text(request)).endsWith("\n\n{\"client_id\":\"client\",\"client_secret\":\"***\"}");
    }
}
