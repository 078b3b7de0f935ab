package dev.tokentrail.demo.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.RunningDemo;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name that an attacker points at this machine (DNS rebinding) opens nothing. */
class HostTest {

    private static RunningDemo demo;
    private static String port;

    @BeforeAll
    static void start() {
        demo = new RunningDemo();
        port = demo.origin().substring("http://127.0.0.1".length());
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example{port}",
                "127.0.0.1",
                "127.0.0.1:1",
                "127.0.0.1{port}.evil.example",
                "127.0.0.1.evil.example{port}",
                "localhost.evil.example{port}",
                "evil.example@127.0.0.1{port}",
                "0.0.0.0{port}",
                "2130706433{port}",
                "127.1{port}",
                "[::ffff:127.0.0.1]{port}",
                "",
            })
    void a_page_a_file_and_the_api_are_for_no_other_name(String host) throws IOException {
        for (String target : new String[] {"/", "/web/app.css", "/api/session", "/nothing"}) {
            RawCall.Answer answer = RawCall.get(demo.origin(), target, host.replace("{port}", port));
            assertThat(answer.status()).as(target).isIn(400, 421);
            assertThat(answer.headers()).doesNotContainKey("set-cookie");
            assertThat(answer.body()).doesNotContain("csrf");
        }
        assertThat(demo.visitors().count()).isZero();
    }

    @Test
    void a_form_that_was_posted_to_another_name_does_nothing() throws IOException {
        for (String host : new String[] {"evil.example" + port, "localhost" + port}) {
            RawCall.Answer answer = RawCall.send(
                    demo.origin(),
                    "POST /services/goto/authorization-code/sign-in HTTP/1.1\r\nHost: " + host
                            + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            assertThat(answer.status()).isEqualTo(421);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "[::1]"})
    void another_name_of_this_machine_leads_to_the_one_that_has_the_cookie(String name) throws IOException {
        for (String target : new String[] {"/services/goto?x=1", "//evil.example/", "/\\evil.example"}) {
            RawCall.Answer answer = RawCall.get(demo.origin(), target, name + port);
            if (answer.status() == 400) {
                continue;
            }
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.headers().get("location")).isEqualTo(demo.origin() + target);
            assertThat(answer.headers()).doesNotContainKey("set-cookie");
        }
    }

    @Test
    void a_second_host_header_or_none_is_refused() throws IOException {
        String own = "Host: 127.0.0.1" + port + "\r\n";
        for (String hosts : new String[] {own + "Host: evil.example\r\n", "Host: evil.example\r\n" + own, ""}) {
            RawCall.Answer answer =
                    RawCall.send(demo.origin(), "GET / HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n");
            assertThat(answer.status()).as(hosts).isIn(400, 421);
        }
        RawCall.Answer absolute = RawCall.send(
                demo.origin(), "GET http://evil.example/ HTTP/1.1\r\n" + own + "Connection: close\r\n\r\n");
        assertThat(absolute.status()).isIn(400, 421);
    }
}
