package dev.tokentrail.core.curl;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireRequestBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request to render, before it has an origin.
 *
 * @param id lower-case letters, digits and hyphens
 * @param headers names and values in turn
 */
record Sample(String id, String method, String target, List<String> headers, byte @Nullable [] body) {

    static Sample of(String id, String method, String target, @Nullable String body, String... headers) {
        return new Sample(
                id, method, target, List.of(headers), body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    WireRequest request(String origin) {
        WireRequestBuilder builder =
                WireRequest.method(method, origin + "/").target(target).exactly();
        for (int i = 0; i < headers.size(); i += 2) {
            builder.header(headers.get(i), headers.get(i + 1));
        }
        return body == null
                ? builder.build()
                : builder.body(new Body.Raw(body, null)).build();
    }

    /** The requests of {@code curl-corpus-sample.json}. */
    static List<Sample> corpus() {
        try (InputStream in = Sample.class.getResourceAsStream("curl-corpus-sample.json")) {
            List<Sample> samples = new ArrayList<>();
            for (JsonNode node : JsonMapper.builder().build().readTree(in).get("requests")) {
                List<String> headers = new ArrayList<>();
                node.get("headers").forEach(line -> line.forEach(part -> headers.add(part.asString())));
                JsonNode body = node.get("body_base64");
                samples.add(new Sample(
                        node.get("id").asString(),
                        node.get("method").asString(),
                        node.get("url_path_query").asString(),
                        List.copyOf(headers),
                        body.isNull() ? null : Base64.getDecoder().decode(body.asString())));
            }
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
