package dev.tokentrail.provider.wso2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which answers are faults in XML, and what stays of them. */
class Wso2AnswersTest {

    private static final String FAULT = "<ams:fault><ams:code>900901</ams:code></ams:fault>";
    private static final Header TYPE = new Header("Content-Type", "application/xml");
    private static final Header WAIT = new Header("Retry-After", "7");

    private static WireResponse readable(int status) throws IOException {
        return Wso2Answers.withReadableFaults(request ->
                        new WireResponse(status, List.of(TYPE, WAIT), FAULT.getBytes(StandardCharsets.UTF_8)))
                .send(WireRequest.get("https://gateway.example/").build());
    }

    @Test
    void aFaultIsTurnedIntoJsonAndKeepsItsOtherHeaders() throws IOException {
        for (int status : new int[] {400, 401, 503}) {
            WireResponse response = readable(status);
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.text()).isEqualTo("{\"fault\":{\"code\":\"900901\"}}");
            assertThat(response.headers()).containsExactly(new Header("Content-Type", "application/json"), WAIT);
        }
    }

    @Test
    void whatIsNoRefusalIsNoFault() throws IOException {
        for (int status : new int[] {200, 399}) {
            assertThat(readable(status).text()).isEqualTo(FAULT);
            assertThat(readable(status).headers()).containsExactly(TYPE, WAIT);
        }
    }
}
