package dev.tokentrail.mock.probe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A request that is about to be sent, to be spoilt before that. */
final class Call {

    /** Where the parameters go. */
    enum Carrier {
        QUERY,
        FORM,
        MULTIPART,
        JSON,
        HEADERS
    }

    private final Subject subject;
    private String method;
    private String path;
    private Carrier carrier;
    private String contentType = "";
    private byte[] body = {};
    private String query = "";
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();
    private final List<Map.Entry<String, String>> parameters = new ArrayList<>();

    Call(Subject subject, String method, String path, Carrier carrier, String... parameters) {
        this.subject = subject;
        this.method = method;
        this.path = path;
        this.carrier = carrier;
        for (int i = 0; i < parameters.length; i += 2) {
            add(parameters[i], parameters[i + 1]);
        }
    }

    Subject subject() {
        return subject;
    }

    Call add(String name, String value) {
        parameters.add(Map.entry(name, value));
        return this;
    }

    Call set(String name, String value) {
        return without(name).add(name, value);
    }

    Call without(String name) {
        parameters.removeIf(parameter -> parameter.getKey().equals(name));
        return this;
    }

    Call twice(String name) {
        parameters.stream()
                .filter(parameter -> parameter.getKey().equals(name))
                .findFirst()
                .ifPresentOrElse(parameters::add, () -> {
                    throw new AssertionError("no " + name + " to repeat");
                });
        return this;
    }

    Call header(String name, String value) {
        headers.removeIf(header -> header.getKey().equalsIgnoreCase(name));
        return alsoHeader(name, value);
    }

    Call alsoHeader(String name, String value) {
        headers.add(Map.entry(name, value));
        return this;
    }

    Call withoutHeader(String name) {
        headers.removeIf(header -> header.getKey().equalsIgnoreCase(name));
        return this;
    }

    Call basic(String id, String secret) {
        return header("Authorization", "Basic " + base64(id + ":" + secret));
    }

    Call bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    Call by(String otherMethod) {
        method = otherMethod;
        return this;
    }

    Call at(String otherPath) {
        path = otherPath;
        return this;
    }

    Call carrying(Carrier other) {
        carrier = other;
        return this;
    }

    /** Says something else about the body than what it is. */
    Call contentType(String other) {
        contentType = other;
        return this;
    }

    /** Sends this text as the body, whatever the parameters are. */
    Call body(String type, String text) {
        contentType = type;
        body = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Call query(String name, String value) {
        query += (query.isEmpty() ? "?" : "&") + encode(name) + "=" + encode(value);
        return this;
    }

    /** Moves every parameter into the query; the body stays, empty. */
    Call parametersInQuery() {
        parameters.forEach(parameter -> query(parameter.getKey(), parameter.getValue()));
        parameters.clear();
        return this;
    }

    Reply send() {
        return subject.send(this);
    }

    String said() {
        return send().said();
    }

    String path() {
        return path;
    }

    String method() {
        return method;
    }

    /** The values that an error must not repeat. */
    List<String> secrets() {
        List<String> secret = List.of(
                "client_secret",
                "client-secret",
                "password",
                "refresh_token",
                "code",
                "code_verifier",
                "pat",
                "token",
                "assertion",
                "device_code");
        List<String> values = new ArrayList<>(parameters.stream()
                .filter(parameter -> secret.contains(parameter.getKey()))
                .map(Map.Entry::getValue)
                .toList());
        headers.stream()
                .filter(header -> header.getKey().equals("Authorization"))
                .forEach(header -> values.add(header.getValue().replaceFirst("^\\S+ ", "")));
        return values.stream()
                .filter(value -> value.length() > 5 && !value.equals("password"))
                .toList();
    }

    /** Everything that goes onto the wire. */
    byte[] bytes(String authority) {
        StringBuilder head = new StringBuilder();
        List<Map.Entry<String, String>> lines = new ArrayList<>(headers);
        byte[] sent = body;
        String type = contentType;
        switch (carrier) {
            case QUERY -> parameters.forEach(parameter -> query(parameter.getKey(), parameter.getValue()));
            case HEADERS -> lines.addAll(parameters);
            case FORM -> {
                type = type.isEmpty() ? "application/x-www-form-urlencoded" : type;
                sent = form().getBytes(StandardCharsets.UTF_8);
            }
            case MULTIPART -> {
                type = "multipart/form-data; boundary=probe";
                sent = multipart().getBytes(StandardCharsets.UTF_8);
            }
            case JSON -> {
                type = type.isEmpty() ? "application/json" : type;
                sent = json().getBytes(StandardCharsets.UTF_8);
            }
        }
        if (body.length > 0) {
            sent = body;
        }
        head.append(method)
                .append(' ')
                .append(path)
                .append(query)
                .append(" HTTP/1.1\r\nHost: ")
                .append(authority)
                .append("\r\n");
        if (!type.isEmpty() && !type.equals("none")) {
            head.append("Content-Type: ").append(type).append("\r\n");
        }
        lines.forEach(line ->
                head.append(line.getKey()).append(": ").append(line.getValue()).append("\r\n"));
        if (sent.length > 0 || method.equals("POST")) {
            head.append("Content-Length: ").append(sent.length).append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(start, start.length + sent.length);
        System.arraycopy(sent, 0, all, start.length, sent.length);
        return all;
    }

    private String form() {
        return parameters.stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private String multipart() {
        return parameters.stream()
                        .map(parameter -> "--probe\r\nContent-Disposition: form-data; name=\"" + parameter.getKey()
                                + "\"\r\n\r\n" + parameter.getValue() + "\r\n")
                        .collect(Collectors.joining())
                + "--probe--\r\n";
    }

    // By hand, since a repeated member is one of the things to be sent.
    private String json() {
        return parameters.stream()
                .map(parameter -> dev.tokentrail.mock.http.Json.text(parameter.getKey()) + ":"
                        + dev.tokentrail.mock.http.Json.text(parameter.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
