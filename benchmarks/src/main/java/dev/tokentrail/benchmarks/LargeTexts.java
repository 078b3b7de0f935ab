package dev.tokentrail.benchmarks;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Redactor;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.provider.wso2.Wso2;
import dev.tokentrail.provider.wso2.Wso2Config;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Answers and requests up to the largest answer that is accepted: read, redacted, rendered. */
final class LargeTexts {

    private static final List<Integer> SIZES = List.of(64, 1024, 8 * 1024, 64 * 1024, 256 * 1024, 1024 * 1024);
    /** A longer one is refused. */
    private static final int LONGEST_TOKEN = 256 * 1024;

    private static final String SECRET = "s3cret-Value-4711";

    private LargeTexts() {}

    /** The times, and what is allocated. */
    static List<GrowthTable> measure() throws Exception {
        GrowthTable times = new GrowthTable("bytes, time in µs");
        GrowthTable memory = new GrowthTable("bytes, allocated in KiB");
        Redactor redactor = Redactor.of(List.of(Secret.of(SECRET)));
        for (int size : SIZES) {
            // At most 1 MiB with what is around the token.
            byte[] one = ("{\"expires_in\":3600,\"access_token\":\"" + "a".repeat(size - 48) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            byte[] many = members(size).getBytes(StandardCharsets.UTF_8);
            String form = filled("&name=value%20" + SECRET, size);
            if (size <= LONGEST_TOKEN) {
                add(times, memory, size, "read, one long token", reading(one));
            }
            add(times, memory, size, "read, many members", reading(many));
            String json = members(size);
            add(times, memory, size, "redact JSON", () -> redactor.redact(json));
            String run = "a".repeat(size);
            add(times, memory, size, "redact one word", () -> redactor.redact(run));
            String almost = filled("eyJ0.", size);
            add(times, memory, size, "redact almost-JWTs", () -> redactor.redact(almost));
            add(times, memory, size, "render a form", rendering("application/x-www-form-urlencoded", form));
            add(times, memory, size, "render JSON", rendering("application/json", json));
        }
        return List.of(times, memory);
    }

    private static void add(GrowthTable times, GrowthTable memory, int size, String what, Callable<?> operation)
            throws Exception {
        times.linear(what, size, Clockwork.repeated(operation));
        memory.linear(what, size, Clockwork.allocated(operation));
    }

    private static Callable<?> reading(byte[] body) {
        WireResponse answer = new WireResponse(200, List.of(new Header("Content-Type", "application/json")), body);
        Wso2 wso2 = new Wso2(
                Wso2Config.atGateway("https://localhost:8243", "key", Secret.of("secret")),
                request -> answer,
                Clock.systemUTC());
        return wso2::clientCredentials;
    }

    private static Callable<?> rendering(String type, String body) {
        WireRequest request = WireRequest.post("https://as.example/token")
                .header("Content-Type", type)
                .body(new Body.Raw(body.getBytes(StandardCharsets.UTF_8), null))
                .build();
        return () -> CurlCommand.of(request).toString();
    }

    private static String members(int size) {
        StringBuilder json = new StringBuilder("{\"access_token\":\"" + SECRET + "\"");
        for (int i = 0; json.length() < size - 32; i++) {
            json.append(String.format(Locale.ROOT, ",\"m%d\":\"value %d\"", i, i));
        }
        return json.append('}').toString();
    }

    private static String filled(String pattern, int size) {
        return pattern.repeat(size / pattern.length() + 1).substring(0, size);
    }
}
