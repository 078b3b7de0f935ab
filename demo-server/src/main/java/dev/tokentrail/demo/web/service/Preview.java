package dev.tokentrail.demo.web.service;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.demo.flow.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step will send, in three ways.
 *
 * @param missing why nothing can be sent yet, null if something can
 * @param curl a cURL command for each request
 * @param raw each request as it stands on the wire
 * @param browserAddress where the browser will go, null if it stays
 * @param javaCode the statements of this library that do it
 */
public record Preview(
        @Nullable String missing,
        List<String> curl,
        List<String> raw,
        @Nullable String browserAddress,
        String javaCode) {

    static Preview missing(String sentence) {
        return new Preview(sentence, List.of(), List.of(), null, "");
    }

    static Preview of(Plan plan) {
        return new Preview(
                null,
                plan.requests().stream()
                        .map(request -> CurlCommand.of(request).text())
                        .toList(),
                plan.requests().stream().map(RawRequest::text).toList(),
                plan.browserAddress().orElse(null),
                plan.javaCode());
    }
}
