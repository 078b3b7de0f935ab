package dev.tokentrail.conformance.readme;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.http.Exchange;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Redactor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A call as a README shows it: the request as cURL and the answer, secrets masked, at the service's own addresses. */
record Transcript(String command, String answer) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .defaultPrettyPrinter(new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER)))
            .build();

    /** The lines of an answer that say something about the call. */
    private static final List<String> TELLING = List.of("Content-Type", "Location", "WWW-Authenticate");

    /** Members that hold another value in each run, whatever the service. */
    private static final Set<String> CHANGING = Set.of("jti", "kid", "n", "x5t", "user_code");

    /** Stands for a value that is another one in each run. */
    private static final String ANOTHER = "…";

    static Transcript of(Exchange exchange, Map<String, String> addresses, Set<String> changing) {
        WireResponse response = exchange.response().orElseThrow();
        String command = CurlCommand.of(exchange.request()).text().replaceFirst("\\A# sh:.*\n", "");
        StringBuilder answer = new StringBuilder("HTTP/1.1 " + response.status() + reason(response.status()));
        for (String name : TELLING) {
            response.header(name).ifPresent(value -> answer.append("\n" + name + ": " + value));
        }
        answer.append(body(response.text(), changing));
        Redactor redactor = Redactor.of(exchange.request().secrets());
        return new Transcript(
                at(addresses, command),
                at(addresses, redactor.redact(answer.toString())).stripTrailing());
    }

    /** The two blocks below the mark, with the line break at their end. */
    String markdown() {
        return "```sh\n" + command + "\n```\n\n```http\n" + answer + "\n```\n";
    }

    private static String body(String text, Set<String> further) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return text.isEmpty() ? "" : "\n\n" + text;
        }
        JsonNode json = JSON.readTree(text);
        Map<String, String> changing = new LinkedHashMap<>();
        Stream.concat(CHANGING.stream(), further.stream())
                .flatMap(name -> json.findValues(name).stream())
                .filter(JsonNode::isString)
                .forEach(value -> changing.put(value.asString(), ANOTHER));
        return "\n\n" + at(changing, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
    }

    private static String at(Map<String, String> places, String text) {
        String moved = text;
        for (Map.Entry<String, String> place : places.entrySet()) {
            moved = moved.replace(place.getKey(), place.getValue());
        }
        return moved;
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> " OK";
            case 201 -> " Created";
            case 302 -> " Found";
            case 307 -> " Temporary Redirect";
            case 400 -> " Bad Request";
            case 401 -> " Unauthorized";
            case 403 -> " Forbidden";
            case 404 -> " Not Found";
            default -> "";
        };
    }
}
